import { formatAddress } from '../../core/base/address';
import { visibleText } from '../../core/base/visibleText';
import type { Module } from '../../core/kernel/modules/modules';
import { readModules } from '../../core/kernel/modules/modules';
import { answerOptions, printAnswer } from '../answer';
import { parseCommandLine, requireOperands } from '../arguments';
import { moduleNotLoaded } from '../errors';
import { textTable, type Column } from '../textTable';
import { usage } from '../usage';

/** `vmcore modules`: the loaded modules, as crash's `mod` and lsmod print them, or all of one. */
export async function modules(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, answerOptions, usage.modules);
  const [path = '', name] =
    positionals.length === 2 ? positionals : requireOperands(positionals, ['FILE'], usage.modules);
  await printAnswer(
    path,
    values,
    ({ objects }) => {
      const { modules: all, problems } = readModules(objects);
      const data = name === undefined ? all : all.filter((module) => module.name === name);
      if (name !== undefined && data.length === 0) throw moduleNotLoaded(name);
      return { data, problems };
    },
    (found) => (name === undefined ? textTable(columns, found) : found.map(moduleText).join('')),
  );
}

const columns: readonly Column<Module>[] = [
  { title: 'MODULE', value: ({ address }) => formatAddress(address) },
  { title: 'NAME', value: ({ name }) => name },
  { title: 'BASE', value: ({ base }) => addressText(base) },
  { title: 'SIZE', value: ({ sizeBytes }) => sizeBytes, align: 'right' },
  { title: 'USES', value: ({ useCount }) => useCount, align: 'right' },
  { title: 'STATE', value: ({ state }) => state },
  { title: 'TAINT', value: ({ taints }) => taints.map(({ letter }) => letter).join('') || '-' },
  { title: 'USED BY', value: ({ usedBy }) => usedBy.join(', ') },
];

function addressText(address: bigint | undefined): string | undefined {
  return address === undefined ? undefined : formatAddress(address);
}

const labelWidth = 12;

function moduleText(module: Module): string {
  const lines: readonly (readonly [label: string, value: string | number | undefined])[] = [
    ['NAME', module.name],
    ['MODULE', formatAddress(module.address)],
    ['BASE', addressText(module.base)],
    ['SIZE', module.sizeBytes],
    ['STATE', module.state],
    ['USES', module.useCount],
    ['USED BY', module.usedBy.join(', ') || undefined],
    ...module.taints.map(({ letter, meaning }) => ['TAINT', `${letter} (${meaning})`] as const),
    ['VERSION', module.version],
    ['SRCVERSION', module.sourceVersion],
    ['BUILD-ID', module.buildId],
    ...module.parameters.map(({ name, value }) => ['PARAMETER', `${name} = ${value ?? '??'}`] as const),
  ];
  return lines
    .filter(([, value]) => value !== undefined)
    .map(([label, value]) => `${label.padStart(labelWidth)}: ${visibleText(String(value))}\n`)
    .join('');
}
