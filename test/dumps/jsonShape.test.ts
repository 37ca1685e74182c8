import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from './lab/childProcess';
import { crashDumps, type LabDump } from './lab/labDump';

const program = join(__dirname, '../../cli/main.js');
const documentPath = join(__dirname, '../../../cli/README.md');

/** What a command is given beside its dump, where it needs anything. */
const operands: Readonly<Record<string, readonly string[]>> = {
  read: ['jiffies', '16'],
  sym: ['panic'],
  struct: ['task_struct'],
};

/** What the document says of each command, by `info`, `mem --slabs` …; `check` is about no dump. */
async function documented(): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(documentPath, 'utf8');
  const lines = [...text.matchAll(/^- `([^`]*) --json`: (.*)$/gm)];
  return new Map(
    lines.flatMap(([, command = '', says = '']) => (command === 'check' ? [] : [[command, says]])),
  );
}

/** The names that the document has for a command, with those of the commands that it refers to. */
function namesOf(
  documents: ReadonlyMap<string, string>,
  command: string,
  seen: readonly string[] = [],
): readonly string[] {
  const says = documents.get(command) ?? '';
  const others = [...says.matchAll(/`([\w -]+) --json`/g)].map(([, other = '']) => other);
  return [
    ...(says.match(/\w+/g) ?? []),
    ...others
      .filter((other) => !seen.includes(other))
      .flatMap((other) => namesOf(documents, other, [...seen, command])),
  ];
}

/** Registers and kinds of excluded pages are named as the machine has them. */
const namedByMachine = new Set(['registers', 'excluded']);

function* keysOf(value: unknown, path = ''): Generator<readonly [key: string, path: string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const place = Array.isArray(value) ? path : `${path}.${key}`;
    if (!Array.isArray(value)) yield [key, place];
    if (Array.isArray(inner) || !namedByMachine.has(key)) yield* keysOf(inner, place);
  }
}

async function jsonOf(command: string, { path }: LabDump, more = operands[command] ?? []): Promise<unknown> {
  const [name = '', ...options] = command.split(' ');
  const printed = await output([process.execPath, program, name, path, ...more, ...options, '--json']);
  return JSON.parse(printed);
}

describe('what the commands print for scripts', function () {
  this.timeout(300_000);
  const modes = /^(x86-6\.12-crash-deadlock|x86-6\.1-crash-bad-argument|arm64-6\.12-16k-crash-bug)$/;
  const dumps = crashDumps().filter(({ name }) => modes.test(name));

  it('is one document, in which every name is documented', async () => {
    const documents = await documented();
    assert.ok(documents.size > 20, [...documents.keys()].join(', '));
    assert.equal(dumps.length, 3);
    for (const dump of dumps) {
      // A report has most of what there is; the rest differs little from dump to dump.
      const commands = dump.crash.mode === 'deadlock' ? documents.keys() : ['report'];
      for (const command of commands) {
        const names = new Set(namesOf(documents, command));
        const unknown = [...keysOf(await jsonOf(command, dump))].filter(([key]) => !names.has(key));
        assert.deepEqual([...new Set(unknown.map(([, place]) => place))], [], `${command} of ${dump.name}`);
      }
    }
  });

  it('has, of tasks and stacks, what scripts were promised', async () => {
    for (const dump of dumps) {
      const tasks = (await jsonOf('tasks', dump)) as readonly Readonly<Record<string, unknown>>[];
      const promised = ['pid', 'tgid', 'ppid', 'comm', 'state', 'cpu', 'onCpu', 'task'];
      for (const task of tasks) for (const key of promised) assert.ok(key in task, `${dump.name}: ${key}`);
      const [stack] = (await jsonOf('bt', dump)) as readonly {
        readonly frames: readonly Readonly<Record<string, unknown>>[];
      }[];
      assert.ok((stack?.frames.length ?? 0) > 5);
      for (const frame of stack?.frames ?? []) {
        for (const key of ['pc', 'symbol', 'offset', 'kind']) assert.ok(key in frame, `${dump.name}: ${key}`);
        assert.match(String(frame['pc']), /^0x[0-9a-f]+$/);
      }
    }
  });

  it('is an object with all of its members', async () => {
    const documents = await documented();
    const names = new Set(namesOf(documents, 'struct'));
    for (const dump of dumps) {
      const [task] = (await jsonOf('tasks', dump)) as readonly { readonly task: string }[];
      const object = await jsonOf('struct', dump, ['task_struct', task?.task ?? '']);
      const unknown = [...keysOf(object)].filter(([key]) => !names.has(key));
      assert.deepEqual(unknown, [], dump.name);
    }
  });
});
