import type { LogTexts } from '../log/logTexts';
import type { PanicLine } from '../panic';
import { readWhole, type KernelMemory, type WordLayout } from '../kernelMemory';
import type { SymbolTable } from '../../symbols/symbolTable';

/** CONFIG_NR_CPUS goes up to 8192. */
const maxCpus = 8192;

/** How far behind its first line an oops prints the line with its cpu and task. */
const recordsUpToTask = 40;

/** Who was running when the kernel gave up. */
export interface PanicTask {
  readonly cpu: number;
  readonly pid?: number;
  readonly comm?: string;
}

/** The cpu that panicked, by the kernel's own variables: panic_cpu, on x86 crashing_cpu too. */
export function readPanicCpu(
  memory: KernelMemory,
  symbols: Pick<SymbolTable, 'findByName'>,
  words: WordLayout,
): number | undefined {
  for (const name of ['panic_cpu', 'crashing_cpu']) {
    const address = symbols.findByName(name)?.address;
    const cpu = address === undefined ? undefined : readWhole(memory, address, 4, words)?.s32(0);
    if (cpu !== undefined && cpu >= 0 && cpu < maxCpus) return cpu;
  }
  return undefined;
}

const taskLine =
  /\bCPU: (\d{1,4}) (?:UID: \d+ )?PID: (\d{1,9}) Comm: (.{1,15}?) (?:Kdump: loaded )?(?:Not tainted|Tainted: )/;

/** By the line of the oops: `CPU: 1 PID: 1 Comm: init Not tainted …`, with `UID: 0` in it since 6.12. */
export function panicTask(line: string): PanicTask | undefined {
  const [, cpu, pid, comm] = taskLine.exec(line) ?? [];
  if (cpu === undefined || pid === undefined || comm === undefined) return undefined;
  return { cpu: Number(cpu), pid: Number(pid), comm };
}

export function findPanicTaskInLog(log: LogTexts, { logIndex }: PanicLine): PanicTask | undefined {
  for (let index = logIndex; index <= logIndex + recordsUpToTask && index < log.total; index++) {
    const task = panicTask(log.text(index) ?? '');
    if (task) return task;
  }
  return undefined;
}
