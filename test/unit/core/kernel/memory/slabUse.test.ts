import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../../core/base/address';
import { checkSlabGuards, type SlabGuards } from '../../../../../core/kernel/memory/slabDebug';
import type { SlabObject } from '../../../../../core/kernel/memory/slabObject';
import { SlabUses, type SlabUse } from '../../../../../core/kernel/memory/slabUse';
import { guardStates, slabObjectText } from '../../../../../core/report/memory/slabText';
import { FakeObjects } from '../../../../support/fakeObjects';
import { structTypes } from '../../../../support/structTypes';

const types = structTypes({
  kmem_cache: {
    flags: 'u32',
    size: 'u32',
    object_size: 'u32',
    inuse: 'u32',
    offset: 'u32',
    random: 'u64',
    cpu_slab: 'kmem_cache_cpu*',
    node: 'kmem_cache_node*[1]',
  },
  kmem_cache_node: { nr_partial: 'u64' },
  kmem_cache_cpu: { freelist: 'void*', slab: 'slab*' },
  slab: { freelist: 'void*' },
  page_of_objects: { bytes: 'char[4096]' },
});

const secret = 0x1234_5678_9abc_def0n;
const strideBytes = 256;
const paddingBytes = 64;
const objectSizeBytes = 64;
const linkOffset = 128n;
const count = 8;

/** One slab of 8 objects, each after a red zone of 64 bytes; its second object is where the cpu's free list begins. */
class FakeSlab extends FakeObjects {
  readonly cache = this.allocate('kmem_cache');
  readonly header = this.allocate('slab');
  readonly start = this.allocate('page_of_objects');

  constructor(private readonly isReversed = true) {
    super(types);
    for (const [name, value] of Object.entries({
      nr_cpu_ids: 1n,
      __cpu_possible_mask: 1n,
      __per_cpu_offset: 0x1000n,
    })) {
      const address = this.allocate('slab');
      this.memory.write64(BigInt.asUintN(32, address), value);
      this.symbols.set(name, address);
    }
    const cpu = this.allocate('kmem_cache_cpu');
    this.set('kmem_cache', this.cache, { random: secret, offset: linkOffset, inuse: 72n });
    this.set('kmem_cache', this.cache, { cpu_slab: cpu - 0x1000n });
    this.set('kmem_cache_cpu', cpu, { slab: this.header, freelist: this.at(1) });
    this.chain(1, 4, undefined);
    this.set('slab', this.header, { freelist: this.at(6) });
    this.chain(6, undefined);
  }

  at(index: number): bigint {
    return this.start + BigInt(index * strideBytes + paddingBytes);
  }

  chain(...indexes: readonly (number | undefined)[]): void {
    indexes.slice(1).forEach((next, position) => {
      this.hide(this.at(indexes[position] ?? 0), next === undefined ? 0n : this.at(next));
    });
  }

  /** Writes the pointer behind a free object as the kernel does (CONFIG_SLAB_FREELIST_HARDENED). */
  hide(object: bigint, pointer: bigint): void {
    const link = object + linkOffset;
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt.asUintN(64, link));
    const mixed = this.isReversed ? bytes.readBigUInt64BE() : BigInt.asUintN(64, link);
    this.write(link, pointer ^ secret ^ mixed);
  }

  write(address: bigint, value: bigint): void {
    this.memory.write64(BigInt.asUintN(32, address), BigInt.asUintN(64, value));
  }

  fill(address: bigint, byte: number, sizeBytes: number): void {
    this.memory.write(BigInt.asUintN(32, address), new Uint8Array(sizeBytes).fill(byte));
  }

  object(index: number): SlabObject {
    const cache = this.objects.struct('kmem_cache', this.cache);
    const header = this.objects.struct('slab', this.header);
    const slab = {
      cache,
      header,
      cacheName: 'things',
      headPfn: 0,
      strideBytes,
      objectSizeBytes,
      paddingBytes,
      count,
    };
    return { slab, slabStart: virtualAddress(this.start), index, address: virtualAddress(this.at(index)) };
  }

  uses(): readonly SlabUse[] {
    const uses = new SlabUses(this.objects);
    return Array.from({ length: count }, (_, index) => uses.of(this.object(index)));
  }
}

describe('the use of slab objects', () => {
  for (const isReversed of [true, false]) {
    it(`is told by the slab's list and the cpu's, ${isReversed ? 'as hidden since 5.7' : 'as hidden before'}`, () => {
      const kinds = new FakeSlab(isReversed)
        .uses()
        .map((use) => (use.kind === 'free' ? use.holder : use.kind));
      const [cpu, slab] = [{ kind: 'cpu', cpu: 0 }, { kind: 'slab' }];
      const inUse = 'allocated';
      assert.deepEqual(kinds, [inUse, cpu, inUse, inUse, cpu, inUse, slab, inUse]);
    });
  }

  it('is not known of objects behind the place where a list is damaged', () => {
    const slab = new FakeSlab();
    slab.write(slab.at(1) + linkOffset, 0x6b6b6b6b6b6b6b6bn);
    const uses = slab.uses();
    assert.equal(uses[1]?.kind, 'free');
    assert.deepEqual(uses[4], { kind: 'unknown', reason: 'free list damaged' });
    assert.match(slabObjectText(slab.object(4), uses[4]), /^object 5 of 8 in things; .* damaged/);
  });

  it('is not known where the dump lacks the lists', () => {
    const slab = new FakeSlab();
    slab.remove(slab.header);
    assert.deepEqual(slab.uses()[0], { kind: 'unknown', reason: 'not dumped' });
  });

  it('is told in words', () => {
    const slab = new FakeSlab();
    const texts = slab.uses().map((use, index) => slabObjectText(slab.object(index), use));
    assert.equal(texts[0], 'allocated object 1 of 8 in things');
    assert.equal(texts[1], 'free object 2 of 8 in things, on the free list of cpu 0');
    assert.equal(texts[6], 'free object 7 of 8 in things');
  });
});

describe("SLUB's guards around an object", () => {
  const debugged = 0x8000_0400n;
  const texts = (guards: SlabGuards): readonly string[] => guardStates(guards).map(({ text }) => text);

  function freedObject(): FakeSlab {
    const slab = new FakeSlab();
    slab.set('kmem_cache', slab.cache, { flags: debugged });
    slab.fill(slab.at(6) - BigInt(paddingBytes), 0xbb, paddingBytes);
    slab.fill(slab.at(6), 0x6b, objectSizeBytes - 1);
    slab.fill(slab.at(6) + 63n, 0xa5, 1);
    slab.fill(slab.at(6) + 64n, 0xbb, 8);
    return slab;
  }

  it('are whole as the kernel fills them', () => {
    const guards = checkSlabGuards(freedObject().object(6), true);
    assert.deepEqual(guards, { kept: ['red zone', 'poison'], damage: [] });
    assert.deepEqual(texts(guards), ['red zone whole', 'poison whole']);
  });

  it('tell the first byte that was overwritten of each kind', () => {
    const slab = freedObject();
    slab.fill(slab.at(6) + 16n, 0x42, 4);
    slab.fill(slab.at(6) + 66n, 0, 1);
    const digits = (address: bigint): string => BigInt.asUintN(64, address).toString(16);
    assert.deepEqual(texts(checkSlabGuards(slab.object(6), true)), [
      `red zone overwritten: 00 at ${digits(slab.at(6) + 66n)}, not bb`,
      `poison overwritten: 42 at ${digits(slab.at(6) + 16n)}, not 6b`,
    ]);
  });

  it('differ while the object is in use', () => {
    const [first] = checkSlabGuards(freedObject().object(6), false).damage;
    assert.deepEqual([first?.found, first?.expected], [0xbb, 0xcc]);
  });

  it('are none without debugging', () => {
    assert.deepEqual(checkSlabGuards(new FakeSlab().object(0), false), { kept: [], damage: [] });
  });
});
