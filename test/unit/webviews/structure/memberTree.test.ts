import assert from 'node:assert/strict';
import type { StructureRow } from '../../../../core/protocol/panels/structureRequests';
import { MemberTree } from '../../../../webviews/structure/model/memberTree';
import { differingRows, FoundRows, keyOf, pathOf } from '../../../../webviews/structure/model/rowFilter';

function row(name: string, more: Partial<StructureRow> = {}): StructureRow {
  return { name, type: 'int', value: '0', hasRows: false, ...more };
}

/** The names in sight, indented by their depth; other lines by their kind. */
function shown(tree: MemberTree): readonly string[] {
  return tree.lines.map(
    ({ kind, depth, row: found, total }) =>
      `${' '.repeat(depth - 1)}${found?.name ?? kind}${kind === 'more' ? ` ${total}` : ''}`,
  );
}

/** Answers what the tree wants: three members, of which the second has two of its own. */
function filled(): MemberTree {
  const tree = new MemberTree();
  tree.takeWanted();
  tree.put([], 0, { total: 3, rows: [row('a'), row('b', { hasRows: true }), row('c')] });
  return tree;
}

/** As the page does: what is expanded is asked for. */
function expand(tree: MemberTree, path: readonly string[]): void {
  tree.expand(path);
  assert.equal(tree.takeWanted().length, 1);
}

describe('the tree of members', () => {
  it('asks once for what is expanded, a hundred at a time', () => {
    const tree = new MemberTree();
    assert.deepEqual(shown(tree), ['loading']);
    assert.deepEqual(tree.takeWanted(), [{ path: [], start: 0, count: 100 }]);
    assert.deepEqual(tree.takeWanted(), []);
    const rows = Array.from({ length: 100 }, (_, index) => row(`[${index}]`));
    tree.put([], 0, { total: 250, rows });
    assert.equal(shown(tree).at(-1), 'more 150');
    tree.showMore([]);
    assert.equal(shown(tree).at(-1), 'loading');
    assert.deepEqual(tree.takeWanted(), [{ path: [], start: 100, count: 100 }]);
    tree.put([], 100, { total: 250, rows });
    assert.equal(shown(tree).at(-1), 'more 50');
  });

  it('shows what is inside where it stands', () => {
    const tree = filled();
    tree.expand(['1']);
    assert.deepEqual(tree.takeWanted(), [{ path: ['1'], start: 0, count: 100 }]);
    tree.put(['1'], 0, { total: 1, rows: [row('inner')] });
    assert.deepEqual(shown(tree), ['a', 'b', ' inner', 'c']);
    tree.collapse(['1']);
    assert.deepEqual(shown(tree), ['a', 'b', 'c']);
    tree.expand(['1']);
    assert.deepEqual(shown(tree), ['a', 'b', ' inner', 'c'], 'what was read is not read again');
  });

  it('follows a node as a list, and as itself again', () => {
    const tree = filled();
    tree.expand(['1']);
    tree.follow(['1'], 'task_struct.sibling');
    assert.deepEqual(tree.takeWanted(), [{ path: ['1', 'as task_struct.sibling'], start: 0, count: 100 }]);
    tree.put(['1', 'as task_struct.sibling'], 0, { total: 1, rows: [row('[0]')] });
    assert.deepEqual(shown(tree), ['a', 'b', ' [0]', 'c']);
    assert.deepEqual(tree.lines[2]?.path, ['1', 'as task_struct.sibling', '0']);
    assert.equal(tree.totalBelow(['1']), 1);
    tree.follow(['1'], undefined);
    assert.deepEqual(tree.takeWanted(), [{ path: ['1'], start: 0, count: 100 }]);
  });

  it('says what could not be read, in its place', () => {
    const tree = filled();
    expand(tree, ['1']);
    tree.fail(['1'], 'The dump lacks it.');
    assert.deepEqual(shown(tree), ['a', 'b', ' failed', 'c']);
  });

  it('shows found rows, what leads to them, and what is expanded in them', () => {
    const tree = filled();
    expand(tree, ['1']);
    tree.put(['1'], 0, { total: 2, rows: [row('x', { hasRows: true }), row('y')] });
    const found = new FoundRows([['1', '0']]);
    assert.deepEqual(
      [...found.parents],
      [
        ['', 2],
        ['1', 1],
      ],
    );
    tree.show(found);
    assert.deepEqual(shown(tree), ['b', ' x']);
    expand(tree, ['1', '0']);
    tree.put(['1', '0'], 0, { total: 1, rows: [row('below')] });
    assert.deepEqual(shown(tree), ['b', ' x', '  below']);
    tree.show(undefined);
    assert.deepEqual(shown(tree), ['a', 'b', ' x', '  below', ' y', 'c']);
  });

  it('shows those rows alone that differ', () => {
    const tree = new MemberTree();
    tree.takeWanted();
    tree.put([], 0, { total: 2, rows: [row('same', { differs: false }), row('other', { differs: true })] });
    tree.show(differingRows);
    assert.deepEqual(shown(tree), ['other']);
  });

  it('comes back as it was kept', () => {
    const tree = filled();
    tree.expand(['1']);
    tree.follow(['1'], 'page.lru');
    const again = new MemberTree(tree.expandedNodes, tree.followedLists);
    again.takeWanted();
    again.put([], 0, { total: 2, rows: [row('a'), row('b', { hasRows: true })] });
    assert.deepEqual(again.takeWanted(), [{ path: ['1', 'as page.lru'], start: 0, count: 100 }]);
  });

  it('keeps paths as texts and back', () => {
    for (const path of [[], ['0'], ['3', 'as task_struct.sibling', '12']]) {
      assert.deepEqual(pathOf(keyOf(path)), path);
    }
  });
});
