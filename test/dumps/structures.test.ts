import assert from 'node:assert/strict';
import type { Kernel } from '../../core/kernel/kernel';
import { openKernel } from '../../core/kernel/openKernel';
import { readModules } from '../../core/kernel/modules/modules';
import { readTasks } from '../../core/kernel/tasks/tasks';
import { structureText } from '../../debug-adapter/structure/structureTexts';
import { typeNamed } from '../../debug-adapter/structure/findObject';
import { inTemporaryFolder } from './lab/childProcess';
import { labDumps, type LabDump } from './lab/labDump';
import { crashOutput } from './lab/peerReads';

/** What crash is asked for, and what the panel copies for the same. */
interface Asked {
  readonly type: string;
  readonly address?: bigint;
}

const layouts = [
  'task_struct',
  'page',
  'list_head',
  'file',
  'mm_struct',
  'sk_buff',
  'kmem_cache',
  'super_block',
];
const variables: readonly (readonly [string, string])[] = [
  ['task_struct', 'init_task'],
  ['mm_struct', 'init_mm'],
  ['uts_namespace', 'init_uts_ns'],
  ['pid_namespace', 'init_pid_ns'],
  ['user_namespace', 'init_user_ns'],
  ['list_head', 'modules'],
];

function peerDumps(): readonly LabDump[] {
  const names = [
    'x86-5.10-main-kdump-elf',
    'x86-6.1-kdump-elf',
    'x86-6.12-kdump-elf',
    'x86-6.1-kdump-zlib-d31',
  ];
  return labDumps().filter(({ name, vmlinux }) => names.includes(name) && vmlinux !== undefined);
}

function askedOf(kernel: Kernel): readonly Asked[] {
  const named = variables.flatMap(([type, variable]) => {
    const address = kernel.findAddress(variable);
    return address === undefined ? [] : [{ type, address }];
  });
  const tasks = readTasks(kernel.objects).tasks.slice(0, 5);
  const [module] = readModules(kernel.objects).modules;
  return [
    ...layouts.map((type) => ({ type })),
    ...named,
    ...tasks.map(({ address }) => ({ type: 'task_struct', address })),
    ...tasks.flatMap(({ mm }) =>
      mm && mm.address !== 0n ? [{ type: 'mm_struct', address: mm.address }] : [],
    ),
    ...(module ? [{ type: 'module', address: module.address }] : []),
  ];
}

function ours(kernel: Kernel, { type, address }: Asked): string {
  const text = structureText(kernel, typeNamed(kernel.allTypes, `struct ${type}`), address, 'crash');
  return text.slice(text.indexOf('\n') + 1);
}

function command({ type, address }: Asked): string {
  return address === undefined ? `struct -o ${type}` : `struct ${type} ${address.toString(16)}`;
}

/** Every answer begins with the struct's name in the first column. */
async function peersAnswers(dump: LabDump, asked: readonly Asked[]): Promise<readonly string[]> {
  const printed = await inTemporaryFolder((folder) => crashOutput(dump, asked.map(command), folder));
  return printed.split(/^(?=struct \w+ \{)/m).filter((part) => part.startsWith('struct '));
}

/**
 * Lines of which both have the same but for a symbol that only one of them knows, and for what BTF does not tell: whether
 * an array without elements was written with a 0.
 */
function differences(own: string, peer: string): readonly string[] {
  const comparable = (line: string): string => line.replace(/ <[^>]+>/g, '').replace('[0];', '[];');
  const [left, right] = [own, peer].map((text) => text.trim().split('\n'));
  assert.ok(left && right);
  return left.flatMap((line, index) => {
    const other = right[index] ?? '';
    return comparable(line) === comparable(other) ? [] : [`ours: ${line}  crash: ${other}`];
  });
}

describe('structures as crash prints them', function () {
  this.timeout(600_000);

  it('are the same for layouts, tasks, address spaces and modules', async () => {
    const dumps = peerDumps();
    assert.ok(dumps.length > 0);
    for (const dump of dumps) {
      const kernel = await openKernel(dump.path);
      try {
        const asked = askedOf(kernel);
        const answers = await peersAnswers(dump, asked);
        assert.equal(answers.length, asked.length, dump.name);
        for (const [index, each] of asked.entries()) {
          const found = differences(ours(kernel, each), answers[index] ?? '');
          assert.deepEqual(found, [], `${dump.name}: ${command(each)}`);
        }
        table.push(`${dump.name}: ${asked.length} structures equal crash's`);
      } finally {
        kernel.dump.close();
      }
    }
  });

  after(() => {
    process.stdout.write(table.map((line) => `      ${line}\n`).join(''));
  });
});

/** What agreed, for the reader of the test's output. */
const table: string[] = [];
