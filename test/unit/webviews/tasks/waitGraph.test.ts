import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LockWaitData } from '../../../../core/protocol/lockWaits';
import { lockQueues } from '../../../../webviews/tasks/model/lockChains';
import { waitGraph } from '../../../../webviews/tasks/model/waitGraph';

/** Task `pid` waits for lock `lock`, which `holder` has; 0 stands for nobody known. */
function wait(pid: number, lock: number, holder: number): LockWaitData {
  return {
    task: `0x${pid}`,
    pid,
    comm: `task${pid}`,
    kind: 'mutex',
    lock: `0xf${lock}`,
    ...(holder > 0 && { holder: { task: `0x${holder}`, pid: holder, comm: `task${holder}`, certain: true } }),
  };
}

describe('the graph of waits', () => {
  it('stands in layers from who waits to who holds', () => {
    const { nodes, edges, layers } = waitGraph([wait(1, 1, 2), wait(2, 2, 3)]);
    assert.deepEqual(
      nodes.map(({ id, layer }) => [id, layer]),
      [
        ['0x1', 0],
        ['mutex 0xf1 ', 1],
        ['0x2', 2],
        ['mutex 0xf2 ', 3],
        ['0x3', 4],
      ],
    );
    assert.equal(layers, 5);
    assert.ok(edges.every(({ isBack }) => !isBack));
  });

  it('leads back where tasks wait for each other', () => {
    const { nodes, edges } = waitGraph([wait(1, 1, 2), wait(2, 2, 1)]);
    assert.equal(nodes.length, 4);
    assert.deepEqual(
      edges.filter(({ isBack }) => isBack).map(({ from, to }) => [from, to]),
      [['mutex 0xf2 ', '0x1']],
    );
  });

  it('says where an owner is unknown', () => {
    const { nodes } = waitGraph([wait(1, 1, 0), wait(2, 1, 0)]);
    assert.deepEqual(
      nodes.map(({ kind }) => kind),
      ['task', 'lock', 'unknown', 'task'],
    );
  });

  it('places every node of any waits, none on another', () => {
    const waits = fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 9 }))
        .map(([pid, lock, holder]) => wait(pid, lock, holder)),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(waits, (some) => {
        const { nodes, height, layers } = waitGraph(some);
        const places = nodes.map(({ layer, place }) => `${layer} ${place}`);
        assert.equal(new Set(places).size, nodes.length);
        assert.ok(nodes.every(({ layer, place }) => layer < layers && place < height));
      }),
    );
  });

  it('is told as queues, the longest first, without what is in a circle', () => {
    const waits = [wait(1, 1, 2), wait(2, 2, 1), wait(3, 3, 0), wait(4, 1, 2), wait(5, 1, 2)];
    const cycles = [{ certain: true, waits: waits.slice(0, 2), text: '' }];
    assert.deepEqual(
      lockQueues({ waits, cycles, problems: [] }).map((queue) => queue.waits.map(({ pid }) => pid)),
      [[4, 5], [3]],
    );
  });
});
