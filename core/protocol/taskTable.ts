/** What a list of tasks shows of one; what the dump does not tell is null, which no list takes for 0. */
export interface TaskRow {
  /** Address of its task_struct, hex. */
  readonly task: string;
  readonly pid: number | null;
  /** Of its process. */
  readonly tgid: number | null;
  readonly ppid: number | null;
  readonly comm: string | null;
  /** The kernel's letter: R, S, D, T, t, X, Z, P or I. */
  readonly state: string | null;
  readonly cpu: number | null;
  /** What its cpu executed; `crashing` of the one that made the kernel panic. */
  readonly role: 'crashing' | 'on-cpu' | null;
  readonly kernelThread: boolean;
  readonly residentBytes: number | null;
  readonly virtualBytes: number | null;
  /** On a cpu in all. */
  readonly runMs: number | null;
  /** Since it was last put on a cpu, as `ps -m` counts. */
  readonly sinceRunMs: number | null;
  /** Lowest address of its kernel stack, hex. */
  readonly stack: string | null;
}

/** Rows as they go over the wire: the names of the members once, then each task's values in that order. */
export interface TaskColumns {
  readonly names: readonly (keyof TaskRow)[];
  readonly values: readonly (readonly TaskRow[keyof TaskRow][])[];
}

const names: readonly (keyof TaskRow)[] = [
  'task',
  'pid',
  'tgid',
  'ppid',
  'comm',
  'state',
  'cpu',
  'role',
  'kernelThread',
  'residentBytes',
  'virtualBytes',
  'runMs',
  'sinceRunMs',
  'stack',
];

export function packRows(rows: readonly TaskRow[]): TaskColumns {
  return { names, values: names.map((name) => rows.map((row) => row[name])) };
}

export function unpackRows({ names: packed, values }: TaskColumns): TaskRow[] {
  const count = values[0]?.length ?? 0;
  return Array.from(
    { length: count },
    (_, row) =>
      Object.fromEntries(
        packed.map((name, column) => [name, values[column]?.[row] ?? null]),
      ) as unknown as TaskRow,
  );
}
