import assert from 'node:assert/strict';
import { waitCandidates } from '../../../../../core/analysis/waits/waitCandidates';
import type { Task } from '../../../../../core/kernel/tasks/task';

const task = (letter: string | undefined, onCpu = false): Task =>
  ({ onCpu, state: letter === undefined ? undefined : { letter, name: letter } }) as Task;

const letters = (tasks: readonly Task[]): (string | undefined)[] => tasks.map(({ state }) => state?.letter);

describe('the tasks that may wait for a lock', () => {
  it('are those that sleep, run on a cpu, or may do so', () => {
    const { candidates, problems } = waitCandidates([
      task('S'),
      task('D'),
      task('I'),
      task('Z'),
      task('R'),
      task('R', true),
      task(undefined),
    ]);
    assert.deepEqual(letters(candidates), ['S', 'D', 'R', undefined]);
    assert.deepEqual(problems, []);
  });

  it('are without those that a signal wakes where these are too many, which is said', () => {
    const many = Array.from({ length: 20_000 }, () => task('S'));
    const { candidates, problems } = waitCandidates([...many, task('D'), task('R', true)]);
    assert.deepEqual(letters(candidates), ['D', 'R']);
    assert.match(problems[0]?.message ?? '', /^20000 tasks slept/);
    const all = waitCandidates([...many, task('D')], true);
    assert.deepEqual([all.candidates.length, all.problems], [20_001, []]);
  });
});
