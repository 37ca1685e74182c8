import { formatAddress, hex, virtualAddress } from '../../core/base/address';
import { visibleText } from '../../core/base/visibleText';
import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks } from '../../core/kernel/tasks/stacks';
import type { Task } from '../../core/kernel/tasks/task';
import type { PlaceChoice } from '../../core/protocol/place';
import { typeMissing } from '../../core/types/errors';
import { TypedObject } from '../../core/types/typedObject';
import { findCType } from '../expression/findCType';
import { symbolText } from '../variables/addressText';

/** What stands at an address of the kernel: code, a task, or bytes. The bytes are always one of the choices. */
export function placesOfAddress(
  kernel: Kernel,
  stacks: Stacks,
  address: bigint,
  name = symbolText(kernel, address),
): readonly PlaceChoice[] {
  const wire = hex(BigInt.asUintN(64, address));
  const label = name === undefined ? formatAddress(address) : `${formatAddress(address)} ${name}`;
  const memory: PlaceChoice = { place: { view: 'memory', address: wire }, label, detail: 'memory' };
  const task = stacks.tasks.tasks.find((candidate) => candidate.address === address);
  if (task) return [...placesOfTask(task), memory];
  if (!kernel.codeNames.isCode(virtualAddress(address))) return [memory];
  return [{ place: { view: 'disassembly', address: wire }, label, detail: 'disassembly' }, memory];
}

export function placesOfPhysical(address: bigint): readonly PlaceChoice[] {
  const place = { view: 'memory', address: hex(address), physical: true } as const;
  return [{ place, label: `p:${address.toString(16)}`, detail: 'physical memory' }];
}

export function placesOfTask({ pid, comm, address }: Task): readonly PlaceChoice[] {
  const label = `${pid ?? '??'} ${visibleText(comm ?? '??')}`;
  const task = hex(address);
  return [
    { place: { view: 'backtraces', task }, label, detail: 'backtrace' },
    { place: { view: 'tasks', task }, label, detail: 'in the task list' },
    { place: { view: 'structure', type: 'struct task_struct', address: task }, label, detail: 'task_struct' },
  ];
}

/** @throws VmcoreError `type-missing`, `member-missing` */
export function placesOfObject(
  kernel: Kernel,
  words: string,
  address: bigint,
  member?: string,
): readonly PlaceChoice[] {
  const type = findCType(kernel.allTypes, words);
  if (!type) throw typeMissing(words);
  const whole = new TypedObject(kernel.objects, type, virtualAddress(address));
  const at = member === undefined ? whole.address : whole.member(member).address;
  const memory = { view: 'memory', address: hex(at) } as const;
  return [
    {
      place: { view: 'structure', type: words, address: hex(address) },
      label: `${words} ${formatAddress(address)}`,
      detail: 'structure',
    },
    {
      place: memory,
      label: member === undefined ? formatAddress(at) : `${formatAddress(at)} .${member}`,
      detail: 'memory',
    },
  ];
}
