import assert from 'node:assert/strict';
import type { Verdict } from '../../../../core/protocol/verdict';
import { placeOfEvidence, placeOfStep } from '../../../../webviews/overview/model/verdictPlaces';

const verdict = { guilty: { task: { pid: 93, task: '0xffff888100248000' } } } as Verdict;

describe('where a verdict leads', () => {
  const steps = [
    ['vmcore bt FILE --pid 93', { view: 'backtraces', task: '0xffff888100248000' }],
    ['vmcore bt FILE --pid 7', { view: 'backtraces' }],
    ['vmcore bt FILE --unique', { view: 'backtraces' }],
    ['vmcore waits FILE', { view: 'tasks' }],
    ['vmcore tasks FILE', { view: 'tasks' }],
    ['vmcore log FILE --tail 100', { view: 'log' }],
    ['vmcore struct FILE file', { view: 'structure', type: 'struct file', address: undefined }],
    ['vmcore struct FILE file 0xffff8881', { view: 'structure', type: 'struct file', address: '0xffff8881' }],
  ] as const;
  for (const [command, place] of steps)
    it(`shows what "${command}" prints in a view`, () => {
      assert.deepEqual(placeOfStep({ command, why: '' }, verdict), place);
    });

  it('leaves a command that no view stands for to the terminal', () => {
    assert.equal(placeOfStep({ command: 'vmcore mem FILE', why: '' }, verdict), undefined);
  });

  it('leads from bytes to memory, from a task to its stack, from a module to what is known of it', () => {
    assert.deepEqual(placeOfEvidence({ kind: 'address', address: '0x10', text: '' }), {
      view: 'memory',
      address: '0x10',
    });
    assert.deepEqual(placeOfEvidence({ kind: 'task', pid: 1, comm: 'init', task: '0x20' }), {
      view: 'backtraces',
      task: '0x20',
    });
    assert.deepEqual(placeOfEvidence({ kind: 'module', name: 'nfs' }), { view: 'overview', module: 'nfs' });
    assert.equal(placeOfEvidence({ kind: 'task', pid: 1, comm: 'init' }), undefined);
  });
});
