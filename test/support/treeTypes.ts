import { BtfBuilder } from './btfBuilder';

/** Trees, and what hangs on them; `nodes` are those of the xarray, or of the radix tree that it was before 4.20. */
export function treeTypes(): BtfBuilder {
  const btf = new BtfBuilder();
  const u8 = btf.integer('unsigned char', 1);
  const u32 = btf.integer('unsigned int', 4);
  const word = btf.integer('unsigned long', 8);
  const anything = btf.pointer(0);
  const rbNode = btf.next;
  btf.struct('rb_node', 24, [
    ['__rb_parent_color', word, 0],
    ['rb_right', btf.next + 1, 64],
    ['rb_left', btf.next + 1, 128],
  ]);
  const rbPointer = btf.pointer(rbNode);
  const rbRoot = btf.struct('rb_root', 8, [['rb_node', rbPointer, 0]]);
  btf.struct('rb_root_cached', 16, [
    ['rb_root', rbRoot, 0],
    ['rb_leftmost', rbPointer, 64],
  ]);
  btf.struct('fruit', 48, [
    ['weight', word, 0],
    ['link', rbNode, 64],
  ]);
  const slots = btf.array(anything, 64);
  btf.struct('xarray', 16, [['xa_head', anything, 64]]);
  btf.struct('xa_node', 544, [
    ['shift', u8, 0],
    ['slots', slots, 256],
  ]);
  btf.struct('radix_tree_root', 16, [['rnode', anything, 64]]);
  btf.struct('radix_tree_node', 544, [
    ['shift', u8, 0],
    ['slots', slots, 256],
  ]);
  addMapleTree(btf, { u8, u32, word, anything });
  return btf;
}

/** A tree of before 4.7, whose root knows the height and whose nodes know nothing. */
export function tallRadixTreeTypes(): BtfBuilder {
  const btf = new BtfBuilder();
  const u32 = btf.integer('unsigned int', 4);
  const anything = btf.pointer(0);
  btf.struct('radix_tree_root', 16, [
    ['height', u32, 0],
    ['rnode', anything, 64],
  ]);
  btf.struct('radix_tree_node', 544, [['slots', btf.array(anything, 64), 256]]);
  return btf;
}

interface MapleParts {
  readonly u8: number;
  readonly u32: number;
  readonly word: number;
  readonly anything: number;
}

/** As 64-bit kernels lay them out: a node's user is its type's. */
function addMapleTree(btf: BtfBuilder, { u8, u32, word, anything }: MapleParts): void {
  const meta = btf.struct('maple_metadata', 2, [
    ['end', u8, 0],
    ['gap', u8, 8],
  ]);
  const padded = btf.struct('', 128, [
    ['pad', btf.array(anything, 15), 0],
    ['meta', meta, 960],
  ]);
  const slotsOrMeta = btf.struct(
    '',
    128,
    [
      ['slot', btf.array(anything, 16), 0],
      ['', padded, 0],
    ],
    'union',
  );
  const ranges = btf.struct('maple_range_64', 256, [
    ['parent', anything, 0],
    ['pivot', btf.array(word, 15), 64],
    ['', slotsOrMeta, 1024],
  ]);
  const allocationRanges = btf.struct('maple_arange_64', 248, [
    ['parent', anything, 0],
    ['pivot', btf.array(word, 9), 64],
    ['slot', btf.array(anything, 10), 640],
    ['gap', btf.array(word, 10), 1280],
    ['meta', meta, 1920],
  ]);
  const dense = btf.struct('', 256, [
    ['parent', anything, 0],
    ['slot', btf.array(anything, 31), 64],
  ]);
  btf.struct(
    'maple_node',
    256,
    [
      ['', dense, 0],
      ['mr64', ranges, 0],
      ['ma64', allocationRanges, 0],
    ],
    'union',
  );
  btf.struct('maple_tree', 16, [
    ['ma_flags', u32, 32],
    ['ma_root', anything, 64],
  ]);
}
