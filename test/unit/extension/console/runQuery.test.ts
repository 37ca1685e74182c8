import assert from 'node:assert/strict';
import { parseRunQuery, runQuery } from '../../../../extension/console/runQuery';

describe('the address of a kept answer', () => {
  const [dump, line] = ['file:///dumps/vmcore', 'bt -f "x" & y=?'];

  it('says for which task it was asked, whatever that is called', () => {
    for (const task of [
      undefined,
      { task: '0xffff888003a80000', pid: 1234, comm: '"},{"' },
      { task: '0xffff888003a80000', pid: null, comm: null },
    ]) {
      assert.deepEqual(parseRunQuery(runQuery({ dump, line, task })), { dump, line, task });
    }
  });

  it('is the same for each frame of a task, which crash does not know of', () => {
    const task = { task: '0x10', pid: 5, comm: 'bash' };
    assert.equal(runQuery({ dump, line, task: { ...task, frame: 3 } }), runQuery({ dump, line, task }));
  });

  it('is refused where it has another shape', () => {
    for (const query of ['', '{', '[]', '{"dump":"x"}', '{"dump":"x","line":"bt","task":"0x10"}']) {
      assert.throws(() => parseRunQuery(query));
    }
  });
});
