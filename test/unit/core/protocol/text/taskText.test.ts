import assert from 'node:assert/strict';
import { packRows, unpackRows, type TaskRow } from '../../../../../core/protocol/taskTable';
import { durationText, memoryPercent } from '../../../../../core/protocol/text/taskText';
import { listedTask } from '../../../webviews/tasks/listedTasks.fixture';

describe('the text of tasks', () => {
  it("tells durations as crash's ps -m does", () => {
    assert.equal(durationText(0), '0 00:00:00.000');
    assert.equal(durationText(131_042), '0 00:02:11.042');
    assert.equal(durationText(86_400_000 * 12 + 3_600_000 * 23 + 59_999), '12 23:00:59.999');
    assert.equal(durationText(null), '??');
  });

  it('knows no part of memory that it does not know', () => {
    assert.equal(memoryPercent(50, 200), 25);
    assert.equal(memoryPercent(50, undefined), undefined);
    assert.equal(memoryPercent(null, 200), undefined);
    assert.equal(memoryPercent(50, 0), undefined);
  });
});

/** Without what the page adds. */
function rowAlone({ ...row }: TaskRow & { waitChannel?: unknown }): TaskRow {
  delete row.waitChannel;
  return row;
}

describe('rows of tasks on the wire', () => {
  it('come back as they were', () => {
    const row: TaskRow = listedTask({ cpu: null, comm: null });
    const rows = [row, { ...row, pid: 7, role: 'crashing' } as const].map(rowAlone);
    assert.deepEqual(unpackRows(structuredClone(packRows(rows))), rows);
    assert.deepEqual(unpackRows(packRows([])), []);
  });
});
