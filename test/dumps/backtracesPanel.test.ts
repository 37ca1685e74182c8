import assert from 'node:assert/strict';
import { Stacks } from '../../core/kernel/tasks/stacks';
import { neverCancelled } from '../../core/base/cancellation';
import { AddressMeanings } from '../../core/report/memory/addressMeanings';
import { backtraceData, groupStacks } from '../../core/report/stacks/backtraceData';
import { readFrameWords } from '../../core/report/stacks/frameWords';
import { StackSurvey } from '../../core/report/stacks/stackSurvey';
import { SurveyOrder } from '../../core/report/stacks/surveyOrder';
import type { SurveyedTask } from '../../core/protocol/panels/backtracesRequests';
import { withKernel } from './comparedStacks';
import { inTemporaryFolder } from './lab/childProcess';
import { crashDumps, labDumps } from './lab/labDump';
import { crashOutput } from './lab/peerReads';

/** One of each kernel and architecture, where tasks wait for each other. */
const deadlocks = crashDumps().filter(({ crash }) => crash.mode === 'deadlock');

/** Words of the frames by the addresses at which they lie, hexadecimal, from what crash's `bt -f` prints. */
function printedWords(printed: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const [, start = '', values = ''] of printed.matchAll(/^ +([0-9a-f]{16}): ((?:[0-9a-f]{16} ?)+)$/gm)) {
    for (const [index, value] of values.trim().split(/ +/).entries()) {
      words.set((BigInt(`0x${start}`) + BigInt(index * 8)).toString(16), value);
    }
  }
  return words;
}

describe('what the backtraces panel asks of real dumps', function () {
  this.timeout(600_000);

  it('the survey has every task once, grouped as the stacks are equal', async () => {
    assert.ok(new Set(deadlocks.map(({ arch }) => arch)).size === 2, 'the lab has both architectures');
    for (const dump of deadlocks) {
      await withKernel(dump, async (kernel) => {
        const stacks = new Stacks(kernel);
        const survey = new StackSurvey(kernel.codeNames, new SurveyOrder(stacks), () =>
          stacks.readTasks(neverCancelled),
        );
        const tasks: SurveyedTask[] = [];
        for (let total: number | undefined; total === undefined || tasks.length < total;) {
          const range = { start: tasks.length, count: 7, knownStacks: 0, maxStacks: 0 };
          const part = await survey.read(range, neverCancelled, () => undefined);
          ({ total } = part);
          tasks.push(...part.tasks);
        }
        assert.equal(tasks[0]?.crashing, true, dump.name);
        const { length } = stacks.tasks.tasks;
        assert.deepEqual([tasks.length, new Set(tasks.map(({ task }) => task)).size], [length, length]);
        const counts = new Map<number, number>();
        for (const { stack } of tasks) counts.set(stack, (counts.get(stack) ?? 0) + 1);
        const grouped = groupStacks([...stacks.all()].map((stack) => backtraceData(kernel.codeNames, stack)));
        assert.deepEqual(
          [...counts.values()].sort((a, b) => b - a),
          grouped.map(({ count }) => count),
          dump.name,
        );
      });
    }
  });

  it("the words of frames are crash's", async () => {
    const dumps = new Map(
      labDumps()
        .filter(({ vmlinux, how, complete }) => vmlinux !== undefined && complete && how === 'kdump-elf')
        .map((dump) => [dump.kernel, dump]),
    );
    assert.ok(dumps.size >= 2, 'the lab has two kernels with debuginfo');
    for (const dump of dumps.values()) {
      const printed = printedWords(
        await inTemporaryFolder((folder) => crashOutput(dump, ['foreach bt -f'], folder)),
      );
      await withKernel(dump, (kernel) => {
        const stacks = new Stacks(kernel);
        const meanings = new AddressMeanings(kernel, stacks);
        let compared = 0;
        for (const stack of stacks.all()) {
          // crash's own stacks of running tasks begin elsewhere.
          if (stack.onCpu) continue;
          for (const index of stack.backtrace.frames.keys()) {
            const found = readFrameWords(kernel, meanings, stack, index);
            for (const [word, value] of found?.words.entries() ?? []) {
              const address = (BigInt(found?.start ?? 0) + BigInt(word * 8)).toString(16);
              assert.equal(
                value?.slice(2).padStart(16, '0'),
                printed.get(address),
                `${dump.name}: ${address}`,
              );
              compared++;
            }
          }
        }
        assert.ok(compared > 1000, `${dump.name}: ${compared} words`);
      });
    }
  });

  it('on arm64 a frame begins with the record that leads to its caller', async () => {
    const dumps = deadlocks.filter(({ arch }) => arch === 'aarch64');
    assert.ok(dumps.length > 0);
    for (const dump of dumps) {
      await withKernel(dump, (kernel) => {
        const stacks = new Stacks(kernel);
        const meanings = new AddressMeanings(kernel, stacks);
        let compared = 0;
        const sleeping = [...stacks.all()].filter(({ onCpu, pid }) => !onCpu && pid !== 0);
        for (const stack of sleeping) {
          const { frames } = stack.backtrace;
          for (const [index, next] of frames.slice(1).entries()) {
            const found = readFrameWords(kernel, meanings, stack, index);
            if (!found || next.kind !== 'call' || index === 0) continue;
            assert.equal(
              BigInt(found.words[0] ?? 0),
              next.stackAddress,
              `${dump.name}: pid ${stack.pid ?? ''}`,
            );
            compared++;
          }
        }
        assert.ok(compared > 100, `${dump.name}: ${compared} frames`);
      });
    }
  });
});
