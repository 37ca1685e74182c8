import assert from 'node:assert/strict';
import fc from 'fast-check';
import { typeLayout } from '../../../../core/report/objects/typeLayout';
import { parseBtf } from '../../../../core/types/btf';
import { BtfTypes } from '../../../../core/types/btfTypes';
import { cDeclaration } from '../../../../core/types/cText';
import { sizeOfType, strippedType } from '../../../../core/types/cType';
import { LayeredTypes } from '../../../../core/types/layeredTypes';
import { findMember, offsetOf } from '../../../../core/types/layout';
import { BtfBuilder } from '../../../support/btfBuilder';
import { builtTypes } from '../../../support/builtTypes';

/** A type of each kind, much as kernels have them. */
function richBtf(littleEndian = true): BtfBuilder {
  const btf = new BtfBuilder(littleEndian);
  const int = btf.integer('int', 4, { signed: true });
  const long = btf.integer('long unsigned int', 8);
  const char = btf.integer('char', 1, { signed: true });
  const bool = btf.integer('_Bool', 1, { boolean: true });
  btf.float('double', 8);
  const node = btf.next;
  btf.struct('node', 16, [
    ['next', node + 1, 0],
    ['prev', node + 1, 64],
  ]);
  btf.pointer(node);
  const name = btf.array(char, 16);
  const inner = btf.struct('', 8, [
    ['low', int, 0],
    ['high', int, 32],
  ]);
  const union = btf.struct(
    '',
    8,
    [
      ['whole', long, 0],
      ['', inner, 0],
    ],
    'union',
  );
  const handler = btf.pointer(
    btf.prototype(int, [
      ['cpu', int],
      ['', btf.pointer(0)],
    ]),
  );
  const ops = btf.alias('typedef', handler, 'handler_t');
  const readonlyText = btf.pointer(btf.alias('const', btf.alias('typeTag', char, 'user')));
  const state = btf.enumeration('state', 4, { ON: 1, OFF: -1 }, true);
  const wide = btf.enum64('wide', { TOP: 1n << 63n, LOW: 2n });
  btf.struct('task', 120, [
    ['flags', long, 0],
    ['name', name, 64],
    ['', union, 192],
    ['handler', ops, 256],
    ['comm', readonlyText, 320],
    ['on', bool, 384],
    ['first', int, 392, 3],
    ['second', int, 395, 13],
    ['state', state, 416],
    ['wide', wide, 448],
    ['list', node, 512],
    ['tail', btf.array(int, 0), 640],
  ]);
  const forward = btf.forward('elsewhere');
  btf.alias('typedef', btf.alias('volatile', btf.alias('restrict', btf.pointer(forward))), 'place_t');
  btf.alias(
    'function',
    btf.prototype(0, [
      ['format', readonlyText],
      ['', 0],
    ]),
    'printk',
  );
  const variable = btf.alias('variable', node, 'queues');
  btf.section('.data..percpu', [variable]);
  btf.declarationTag(node, 'tagged');
  return btf;
}

describe('BTF', () => {
  for (const littleEndian of [true, false]) {
    it(`gives layouts (${littleEndian ? 'little' : 'big'} endian)`, () => {
      const types = builtTypes(richBtf(littleEndian), littleEndian);
      const task = types.findStruct('task');
      assert.ok(task);
      const { sizeBytes, members = [] } = typeLayout(task);
      assert.equal(sizeBytes, 120);
      assert.deepEqual(
        members.map(({ declaration, offset, bitOffset }) => [declaration, offset, bitOffset]),
        [
          ['long unsigned int flags', 0, undefined],
          ['char name[16]', 8, undefined],
          ['union {…}', 24, undefined],
          ['handler_t handler', 32, undefined],
          ['const char *comm', 40, undefined],
          ['_Bool on', 48, undefined],
          ['int first : 3', 49, 0],
          ['int second : 13', 49, 3],
          ['enum state state', 52, undefined],
          ['enum wide wide', 56, undefined],
          ['struct node list', 64, undefined],
          ['int tail[]', 80, undefined],
        ],
      );
    });
  }

  it('finds members of anonymous structs and unions as the outer one’s own', () => {
    const task = builtTypes(richBtf()).findStruct('task');
    assert.ok(task);
    assert.equal(offsetOf(task, 'high'), 28);
    assert.equal(offsetOf(task, 'list.next'), 64);
    assert.equal(offsetOf(task, 'name[3]'), 11);
    assert.equal(offsetOf(task, 'first'), undefined);
    assert.equal(findMember(task, 'second')?.bitFieldSize, 13);
    assert.equal(offsetOf(task, 'nothing'), undefined);
    assert.equal(offsetOf(task, 'flags.x'), undefined);
  });

  it('finds each kind by name, and nothing else', () => {
    const types = builtTypes(richBtf());
    const text = (type: Parameters<typeof cDeclaration>[0] | undefined): string =>
      type ? cDeclaration(type, 'x') : '';
    assert.equal(text(types.findVariable('queues')), 'struct node x');
    assert.equal(text(types.findFunction('printk')), 'void x(const char *format, ...)');
    const handler = types.findTypedef('handler_t');
    assert.equal(
      handler?.kind === 'typedef' && cDeclaration(handler.target, 'x'),
      'int (*x)(int cpu, void *)',
    );
    const place = types.findTypedef('place_t');
    assert.equal(
      place?.kind === 'typedef' && cDeclaration(place.target, 'x'),
      'volatile restrict struct elsewhere *x'.replace(
        'volatile restrict struct elsewhere *',
        'volatile struct elsewhere *restrict ',
      ),
    );
    const wide = types.findEnum('wide');
    assert.deepEqual(wide?.kind === 'enum' && wide.values, [
      { name: 'TOP', value: 1n << 63n },
      { name: 'LOW', value: 2n },
    ]);
    const state = types.findEnum('state');
    assert.deepEqual(state?.kind === 'enum' && state.values[1], { name: 'OFF', value: -1n });
    assert.deepEqual([...types.structNames()], ['node', 'task']);
    for (const name of ['', 'tas', 'task2', 'handler_t', 'state'])
      assert.equal(types.findStruct(name), undefined);
  });

  it('reads bit fields of old kernels, whose types carry their place', () => {
    const btf = new BtfBuilder();
    const threeBits = btf.integer('unsigned int', 4, { bits: 3 });
    btf.struct('old', 4, [['flag', threeBits, 5]]);
    const place = findMember(builtTypes(btf).findStruct('old')!, 'flag');
    assert.deepEqual([place?.offsetBits, place?.bitFieldSize], [5, 3]);
  });

  it('ends at types that lead in circles', () => {
    const btf = new BtfBuilder();
    const loop = btf.next;
    btf.alias('typedef', loop, 'loop');
    const array = btf.next;
    btf.array(array, 2);
    btf.alias('typeTag', btf.next, 'tag');
    const self = btf.next;
    btf.struct('self', 8, [
      ['', self, 0],
      ['tag', self - 1, 0],
      ['array', array, 0],
      ['loop', loop, 0],
    ]);
    const pointer = btf.next;
    btf.pointer(pointer);
    btf.alias('typedef', pointer, 'pointers');
    const types = builtTypes(btf);
    const struct = types.findStruct('self');
    assert.ok(struct);
    assert.equal(offsetOf(struct, 'missing'), undefined);
    assert.ok(typeLayout(struct).members);
    assert.equal(strippedType(types.findTypedef('loop')!).kind, 'void');
    assert.equal(sizeOfType({ kind: 'typedef', name: 'x', target: types.type(array) }), 0);
    assert.ok(cDeclaration(types.type(pointer)).length < 200);
  });

  it('ends at types that multiply with every step', () => {
    const btf = new BtfBuilder();
    const struct = btf.next;
    btf.struct(
      'many',
      8,
      Array.from({ length: 500 }, () => ['', struct, 0] as const),
    );
    const prototype = btf.next;
    btf.prototype(
      prototype,
      Array.from({ length: 500 }, () => ['', prototype] as const),
    );
    const types = builtTypes(btf);
    assert.equal(findMember(types.findStruct('many')!, 'missing'), undefined);
    assert.ok(JSON.stringify(typeLayout(types.findStruct('many')!)).length < 10_000_000);
    assert.ok(cDeclaration(types.type(prototype)).length < 1_000_000);
  });

  it("reads a module's types, which go on where the kernel's end", () => {
    const kernelBtf = richBtf();
    const moduleBtf = new BtfBuilder(true, kernelBtf);
    // The fifth type of the kernel is a double, the sixth struct node.
    moduleBtf.struct('driver', 40, [
      ['node', 6, 0],
      ['next', moduleBtf.next + 1, 128],
    ]);
    moduleBtf.pointer(moduleBtf.next - 1);
    // A name that the kernel has as well, for another struct.
    moduleBtf.struct('task', 8, []);
    const kernelTypes = builtTypes(kernelBtf);
    const { btf, problems } = parseBtf(moduleBtf.bytes(), true, undefined, kernelTypes.btf);
    assert.ok(btf);
    assert.deepEqual(problems, []);
    const types = new BtfTypes(btf, 8, kernelTypes);
    const driver = types.findStruct('driver');
    assert.ok(driver);
    assert.deepEqual(
      driver.members.map(({ type, name }) => cDeclaration(type, name)),
      ['struct node node', 'struct driver *next'],
    );
    assert.equal(driver.members[0]?.type, kernelTypes.findStruct('node'));
    assert.equal(types.findStruct('task')?.sizeBytes, 8);
    assert.equal(types.findStruct('node'), undefined);
    const both = new LayeredTypes(kernelTypes, () => [types]);
    assert.equal(both.findStruct('task')?.sizeBytes, 120);
    assert.equal(both.findStruct('driver'), driver);
    assert.deepEqual([...both.structNames()], ['node', 'task', 'driver', 'task']);
  });

  it('keeps the types before what is damaged or missing, and says so', () => {
    const bytes = richBtf().bytes();
    const whole = parseBtf(bytes, true).btf!.count;
    for (const presentBytes of [24, 36, 100, 400]) {
      const { btf, problems } = parseBtf(bytes, true, presentBytes);
      assert.ok(btf && btf.count < whole);
      assert.equal(problems[0]?.code, 'btf-damaged');
    }
    assert.equal(parseBtf(new Uint8Array(10), true).btf, undefined);
    assert.equal(parseBtf(bytes, false).btf, undefined);
  });

  it('survives any bytes, in bounded time', () => {
    const original = richBtf().bytes();
    const mutation = fc.tuple(fc.nat({ max: original.length - 1 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 12 }), (mutations) => {
        const bytes = Uint8Array.from(original);
        for (const [at, value] of mutations) bytes[at] = value;
        const { btf } = parseBtf(bytes, true);
        if (!btf) return;
        const types = new BtfTypes(btf, 8);
        for (let id = 0; id <= btf.count; id++) {
          const type = types.type(id);
          cDeclaration(type, 'x');
          typeLayout(type);
        }
        for (const name of types.structNames()) offsetOf(types.findStruct(name)!, 'a.b.c');
      }),
      { numRuns: 300, interruptAfterTimeLimit: 8000 },
    );
  });
});
