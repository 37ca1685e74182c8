import { Stacks, type TaskStack } from '../core/kernel/tasks/stacks';
import { backtraceData, groupStacks } from '../core/report/stacks/backtraceData';
import { parseCommandLine, requireOperands } from './arguments';
import {
  crashForm,
  groupLines,
  taskLines,
  traceForm,
  type StackForm,
} from '../core/protocol/text/backtraceText';
import { fileOptions, kernelFiles } from './kernelFileOptions';
import { openDumpWithTypes } from './openDumpFile';
import { writeLines } from './output';
import { usage, UsageError } from './usage';
import { withSourceLines } from './withSourceLines';

const options = {
  ...fileOptions,
  pid: { type: 'string' },
  cpu: { type: 'string' },
  all: { type: 'boolean' },
  unique: { type: 'boolean' },
  trace: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

type Selection = (stacks: Stacks) => Iterable<TaskStack>;

/** `vmcore bt`: kernel stacks. */
export async function bt(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.bt);
  const [path = ''] = requireOperands(positionals, ['FILE'], usage.bt);
  const select = selectionOf(values);
  if (values.trace && values.json) throw new UsageError('--trace and --json exclude each other', usage.bt);
  const files = kernelFiles(values);
  const kernel = await openDumpWithTypes(path, files);
  try {
    const { codeNames } = kernel;
    withSourceLines(kernel, files, (source) => {
      const found = mapEach(select(new Stacks(kernel)), (stack) => backtraceData(codeNames, stack, source));
      const form = values.trace ? traceForm : crashForm;
      if (values.unique) writeEach(groupStacks(found), values.json, form, groupLines);
      else writeEach(found, values.json, form, taskLines);
    });
  } finally {
    kernel.dump.close();
  }
}

interface Values {
  readonly pid?: string;
  readonly cpu?: string;
  readonly all?: boolean;
  readonly unique?: boolean;
}

function selectionOf({ pid, cpu, all, unique }: Values): Selection {
  if ([pid !== undefined, cpu !== undefined, all, unique].filter(Boolean).length > 1) {
    throw new UsageError('--pid, --cpu, --all and --unique exclude each other', usage.bt);
  }
  if (pid !== undefined) {
    const number = parseNumber(pid, 'pid');
    return (stacks) => stacks.ofPid(number);
  }
  if (cpu !== undefined) {
    const number = parseNumber(cpu, 'cpu');
    return (stacks) => [stacks.ofCpu(number)];
  }
  return all || unique ? (stacks) => stacks.all() : (stacks) => [stacks.ofPanic()];
}

function parseNumber(text: string, what: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`“${text}” is no ${what}`, usage.bt);
  return Number(text);
}

function* mapEach<From, To>(items: Iterable<From>, map: (item: From) => To): Iterable<To> {
  for (const item of items) yield map(item);
}

/** JSON is one array; text has an empty line between stacks. */
function writeEach<Item>(
  items: Iterable<Item>,
  json: boolean | undefined,
  form: StackForm,
  linesOf: (item: Item, form: StackForm) => Iterable<string>,
): void {
  if (json) writeLines([`${JSON.stringify([...items], undefined, 2)}\n`]);
  else writeLines(separated(items, (item) => linesOf(item, form)));
}

function* separated<Item>(
  items: Iterable<Item>,
  linesOf: (item: Item) => Iterable<string>,
): Iterable<string> {
  let isFirst = true;
  for (const item of items) {
    if (!isFirst) yield '\n';
    isFirst = false;
    yield* linesOf(item);
  }
}
