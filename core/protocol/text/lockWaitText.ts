import { formatAddress } from '../../base/address';
import { visibleText } from '../../base/visibleText';
import { kernelFrameText } from './frameText';
import type { LockWaitData, LockWaitsData, TaskName } from '../lockWaits';

const unknown = '??';

/** "mutex ffff888003c0a018", with the variable's name where it has one. */
export function lockText({ kind, lock, bit, symbol, offset, module, mode }: LockWaitData): string {
  const inModule = module === undefined ? '' : ` [${visibleText(module)}]`;
  const words = [
    kindNames[kind],
    lock === undefined ? '(which one, the dump does not tell)' : formatAddress(BigInt(lock)),
    ...(symbol === undefined ? [] : [`(${visibleText(symbol)}${offsetText(offset)}${inModule})`]),
    ...(bit === undefined ? [] : [`bit ${bit}`]),
    ...(mode === 'write' ? ['for writing'] : mode === 'read' ? ['for reading'] : []),
  ];
  return words.join(' ');
}

const kindNames: Readonly<Record<LockWaitData['kind'], string>> = {
  mutex: 'mutex',
  'rw-semaphore': 'rw-semaphore',
  semaphore: 'semaphore',
  'rt-mutex': 'rt-mutex',
  completion: 'completion',
  folio: 'page',
  bit: 'word',
  spinlock: 'spinlock',
};

/** Locks of these kinds do not say who has them. */
const withoutOwner: Readonly<Partial<Record<LockWaitData['kind'], string>>> = {
  completion: 'nobody holds a completion',
  folio: 'the lock of a page has no owner',
  bit: 'the lock of a bit has no owner',
  spinlock: 'a spinlock has no owner',
};

/** "held by a (pid 61)", or why nobody can be named. */
export function holderText({ kind, lock, holder }: LockWaitData): string {
  if (holder?.certain) return `held by ${taskText(holder)}`;
  if (holder && kind === 'spinlock')
    return `perhaps held by ${taskText(holder)}, whose stack has its address`;
  if (holder) return `last taken by ${taskText(holder)}`;
  if (withoutOwner[kind]) return withoutOwner[kind];
  return lock === undefined ? 'holder unknown' : 'held by nobody that it names';
}

export function taskText({ pid, comm }: Partial<TaskName>): string {
  return `${visibleText(comm ?? unknown)} (pid ${pid ?? unknown})`;
}

/** "a (pid 61) waits for mutex X, held by b (pid 62), which waits for mutex Y, held by a (pid 61)." */
export function cycleText(waits: readonly LockWaitData[]): string {
  const [first, ...others] = waits.map((wait) => `waits for ${lockText(wait)}, ${holderText(wait)}`);
  const [task] = waits;
  if (first === undefined || !task) return '';
  return `${[`${taskText(task)} ${first}`, ...others].join(', which ')}.`;
}

/** Circles first; then a line for each task that waits. */
export function* lockWaitLines({ waits, cycles }: LockWaitsData): Iterable<string> {
  if (waits.length === 0) yield 'No task waits on a lock that the dump tells of.\n';
  for (const { certain, text } of cycles) yield `${certain ? 'DEADLOCK' : 'POSSIBLE DEADLOCK'}: ${text}\n\n`;
  for (const wait of waits) {
    const { pid, comm, state, frame } = wait;
    const task = `${String(pid ?? unknown).padStart(7)} ${state ?? '?'} ${visibleText(comm ?? unknown).padEnd(15)}`;
    const place = frame ? `, in ${kernelFrameText(frame)}` : '';
    yield `${task}  ${lockText(wait)}, ${holderText(wait)}${place}\n`;
  }
}

function offsetText(offset: string | undefined): string {
  return offset === undefined || offset === '0x0' ? '' : `+${offset}`;
}
