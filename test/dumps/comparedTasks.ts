import type { Tasks } from '../../core/kernel/tasks/tasks';

/** Pid, task_struct, state, cpu and name of each, in one order. */
export function taskLines({ tasks }: Tasks): readonly string[] {
  return tasks
    .map(({ pid, address, state, cpu, comm }) =>
      [pid, address.toString(16), state?.letter, cpu, comm].join(' '),
    )
    .sort();
}

/** crash's letters for the kernel's. */
const crashStates: Readonly<Record<string, string>> = {
  RU: 'R',
  IN: 'S',
  UN: 'D',
  ID: 'I',
  ZO: 'Z',
  ST: 'T',
  TR: 't',
  DE: 'X',
  PA: 'P',
};

export interface CrashTasks {
  readonly lines: readonly string[];
  /** Addresses of what cpus were executing. */
  readonly onCpu: readonly string[];
  /** KiB by address. */
  readonly resident: ReadonlyMap<string, number>;
}

/** From what its `ps` printed. */
export function crashTasks(printed: string): CrashTasks {
  const rows = printed.matchAll(
    /^([> ]) +(\d+) +\d+ +(\d+) +([0-9a-f]{16}) +(\w\w) +[\d.]+ +\d+ +(\d+) +(.*)$/gm,
  );
  const lines: string[] = [];
  const onCpu: string[] = [];
  const resident = new Map<string, number>();
  for (const [, mark, pid, cpu, address = '', state = '', rss, comm = ''] of rows) {
    lines.push([pid, address, crashStates[state], cpu, comm.replace(/^\[(.*)\]$/, '$1')].join(' '));
    if (mark === '>') onCpu.push(address);
    resident.set(address, Number(rss));
  }
  return { lines: lines.sort(), onCpu: onCpu.sort(), resident };
}
