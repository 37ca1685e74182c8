import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { inTemporaryFolder } from '../dumps/lab/childProcess';
import { crashDumps, requireDump, type CrashedDump } from '../dumps/lab/labDump';
import { copyForDrgn, newerDrgnScript } from '../dumps/lab/newerDrgn';
import { answerLines } from '../dumps/lab/peerReads';
import { Conversation } from './conversation';
import { numberOf, valuesOfFrame } from './frameValues';

/** A function on the stack as drgn sees it. */
interface PeerFrame {
  readonly name: string | null;
  readonly locals: Readonly<Record<string, string>>;
  readonly absent: readonly string[];
}

/** Each comes into the module by another exception or interrupt, or leaves it by a call. */
const dumps: readonly { readonly name: string; readonly values: number }[] = [
  { name: 'x86-5.10-main-crash-null-deref', values: 4 },
  { name: 'x86-6.1-crash-null-deref', values: 8 },
  { name: 'x86-6.1-crash-divide', values: 2 },
  { name: 'x86-6.1-crash-bug', values: 2 },
  { name: 'x86-6.1-crash-use-after-free', values: 6 },
  { name: 'x86-6.12-crash-null-deref', values: 8 },
  { name: 'x86-6.12-crash-wild-pointer', values: 6 },
  { name: 'x86-6.12-crash-warn', values: 2 },
  { name: 'x86-6.12-crash-timer', values: 4 },
  { name: 'x86-6.12-crash-work', values: 4 },
];

describe('arguments and locals of the crash module, beside drgn', function () {
  this.timeout(600_000);
  let conversation: Conversation;

  beforeEach(async () => {
    conversation = await Conversation.start();
  });

  afterEach(async () => {
    await conversation.end();
  });

  for (const { name, values: least } of dumps) {
    it(`are drgn's: ${name}`, async () => {
      const dump = crashDump(name);
      const { moduleDebuginfo } = dump.crash;
      const peer = await framesOfDrgn(dump);
      await conversation.launchWithGdb({
        core: dump.path,
        vmlinux: dump.vmlinux,
        debuginfoPaths: [dirname(moduleDebuginfo!)],
      });
      const ours = (await conversation.stack(1)).filter(isOfModule);
      const theirs = peer.filter((frame) => frame.name?.startsWith('labcrash_'));
      assert.deepEqual(
        ours.map((frame) => frame.name.split(' ')[0]),
        theirs.map((frame) => frame.name),
      );
      const table: string[] = [];
      let compared = 0;
      for (const [index, frame] of ours.entries()) {
        const shown = await valuesOfFrame(conversation, frame);
        const wanted = theirs[index]!;
        // gdb lists no local that is a constant by its name; it evaluates to its value all the same.
        const unlisted = Object.keys(wanted.locals).filter(
          (name) => !shown.some((each) => each.name === name),
        );
        const values = new Map(shown.map(({ name, value }) => [name, value]));
        for (const name of unlisted) {
          const evaluated = await conversation.evaluate(name, frame.id);
          values.set(name, evaluated?.result ?? 'unknown');
        }
        for (const row of rowsOf(wanted, values)) {
          table.push(`${frame.name.padEnd(48)} ${row.text}`);
          assert.ok(row.isEqual, row.text);
          compared++;
        }
      }
      process.stdout.write(table.map((line) => `      ${line}\n`).join(''));
      assert.ok(compared >= least, `${compared} values`);
    });
  }
});

interface Row {
  readonly text: string;
  readonly isEqual: boolean;
}

/** Every value that drgn gives, and every one that it says the compiler kept nowhere. */
function rowsOf({ locals, absent }: PeerFrame, shown: ReadonlyMap<string, string>): readonly Row[] {
  const ours = (name: string): string => shown.get(name) ?? 'not shown';
  return [
    ...Object.entries(locals).map(([name, value]) => ({
      text: `${name}: ${ours(name)}, drgn ${value}`,
      isEqual: numberOf(ours(name)) === BigInt.asUintN(64, BigInt(value)),
    })),
    // gdb alone knows what the caller put into a register that was used for something else since.
    ...absent.map((name) => ({
      text: `${name}: ${ours(name)}, drgn <absent>`,
      isEqual: ours(name) === '<optimized out>' || isPassedOn(name, ours(name)),
    })),
  ];
}

/** What the module's own functions hand to each other: one of its devices, or a depth. */
function isPassedOn(name: string, value: string): boolean {
  return name === 'device' ? /^0x[0-9a-f]+ <labcrash_\w+_device>$/.test(value) : numberOf(value) === 16n;
}

function isOfModule({ moduleId }: Dap.StackFrame): boolean {
  return moduleId === 'labcrash';
}

async function framesOfDrgn(dump: CrashedDump): Promise<readonly PeerFrame[]> {
  return inTemporaryFolder(async (folder) => {
    const copy = await copyForDrgn(dump, folder);
    const debuginfo = [dump.vmlinux!, dump.crash.moduleDebuginfo!];
    const script = await newerDrgnScript('localsWithDrgn.py', copy, 'crashed', ...debuginfo);
    return JSON.parse((await answerLines(script, [])).join('')) as readonly PeerFrame[];
  });
}

/** @throws Error that says how to make the dump */
function crashDump(name: string): CrashedDump {
  requireDump(name);
  return crashDumps().find((dump) => dump.name === name)!;
}
