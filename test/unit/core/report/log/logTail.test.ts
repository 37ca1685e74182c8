import assert from 'node:assert/strict';
import { KernelLog } from '../../../../../core/kernel/log/log';
import { readLogTail } from '../../../../../core/report/log/logTail';

function logOf(count: number, overwrittenCount?: number): KernelLog {
  return new KernelLog({
    count,
    overwrittenCount,
    problems: [],
    entry: (index) => ({ text: Buffer.from(`line ${index}`), dataless: false, level: 6, facility: 0 }),
    device: () => ({}),
  });
}

const panicAt = (logIndex: number) => ({ message: 'Kernel panic', logIndex });

describe('the log tail of an overview', () => {
  it('is the end of the log', () => {
    const { count, tail, tailStart } = readLogTail(logOf(100), undefined);
    assert.deepEqual([count, tailStart, tail.length], [100, 40, 60]);
    assert.equal(tail.at(-1)?.text, 'line 99');
  });

  it('is the whole of a short log', () => {
    const { tail, tailStart } = readLogTail(logOf(3), panicAt(1));
    assert.deepEqual([tailStart, tail.length], [0, 3]);
  });

  it('goes back to what came before the panic where the oops is longer than the view', () => {
    const { tail, tailStart } = readLogTail(logOf(1000), panicAt(800));
    assert.equal(tailStart, 785);
    assert.equal(tail[15]?.text, 'line 800');
    assert.equal(tail.length, 60);
  });

  it('says how many messages newer ones have overwritten, when any', () => {
    assert.equal(readLogTail(logOf(5, 7), undefined).overwritten, 7);
    assert.equal(Object.hasOwn(readLogTail(logOf(5, 0), undefined), 'overwritten'), false);
  });
});
