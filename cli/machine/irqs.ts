import { formatAddress } from '../../core/base/address';
import { readInterrupts, type Interrupt } from '../../core/kernel/devices/interrupts';
import { functionNames } from '../../core/report/stacks/functionNames';
import { answering } from '../answer';
import { textTable, type Column } from '../textTable';
import { usage } from '../usage';

/** `vmcore irqs`: who handles which interrupt and how often it came, as /proc/interrupts tells. */
export const irqs = answering(
  usage.irqs,
  (kernel) => {
    const { entries: data, problems } = readInterrupts(kernel.objects, functionNames(kernel));
    return { data, problems };
  },
  (interrupts) => textTable(columnsFor(interrupts), interrupts),
);

function columnsFor(interrupts: readonly Interrupt[]): readonly Column<Interrupt>[] {
  const cpus = [...new Set(interrupts.flatMap(({ counts }) => counts.map(({ cpu }) => cpu)))];
  return [
    { title: 'IRQ', value: ({ number }) => number, align: 'right' },
    ...cpus.map((cpu): Column<Interrupt> => {
      return {
        title: `CPU${cpu}`,
        value: ({ counts }) => counts.find((of) => of.cpu === cpu)?.count,
        align: 'right',
      };
    }),
    { title: 'CHIP', value: ({ chip }) => chip },
    { title: 'LINE', value: ({ hardwareNumber, flow }) => `${hardwareNumber ?? '??'}-${flow ?? ''}` },
    { title: 'NAME', value: ({ handlers }) => handlers.map(({ name }) => name ?? '??').join(', ') },
    {
      title: 'HANDLER',
      value: ({ handlers }) => handlers.map((of) => of.functionName ?? formatAddress(of.function)).join(', '),
    },
  ];
}
