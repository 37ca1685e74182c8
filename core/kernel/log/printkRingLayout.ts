import { virtualAddress, type VirtualAddress } from '../../base/address';
import type { KernelLayout } from '../kernelLayout';
import { readWhole, type KernelMemory, type WordLayout } from '../kernelMemory';

/** Where the members stand that reading the ring needs (log_buf_vmcoreinfo_setup of kernel/printk/printk.c, 5.10). */
export interface PrintkRingLayout {
  readonly descriptor: {
    readonly sizeBytes: number;
    readonly state: number;
    readonly begin: number;
    readonly next: number;
  };
  readonly info: {
    readonly sizeBytes: number;
    readonly sequence: number;
    readonly time: number;
    readonly textLength: number;
    readonly callerId: number;
    readonly subsystem: { readonly offset: number; readonly sizeBytes: number };
    readonly device: { readonly offset: number; readonly sizeBytes: number };
  };
}

/** struct printk_ringbuffer as it stands in memory. */
export interface PrintkRing {
  readonly descriptors: VirtualAddress;
  readonly infos: VirtualAddress;
  readonly text: VirtualAddress;
  /** log2 of how many descriptors there are. */
  readonly countBits: number;
  /** log2 of the text's size in bytes. */
  readonly sizeBits: number;
  readonly tailId: bigint;
  readonly headId: bigint;
}

/** Undefined when VMCOREINFO does not speak of the ring, or contradicts itself. */
export function findPrintkRingLayout(layout: KernelLayout, words: WordLayout): PrintkRingLayout | undefined {
  const counter = layout.offset('atomic_long_t.counter') ?? 0;
  const blockLposAt = layout.offset('prb_desc.text_blk_lpos');
  const deviceInfoAt = layout.offset('printk_info.dev_info');
  const found = {
    descriptor: {
      sizeBytes: layout.size('prb_desc'),
      state: sum(layout.offset('prb_desc.state_var'), counter),
      begin: sum(blockLposAt, layout.offset('prb_data_blk_lpos.begin')),
      next: sum(blockLposAt, layout.offset('prb_data_blk_lpos.next')),
    },
    info: {
      sizeBytes: layout.size('printk_info'),
      sequence: layout.offset('printk_info.seq'),
      time: layout.offset('printk_info.ts_nsec'),
      textLength: layout.offset('printk_info.text_len'),
      callerId: layout.offset('printk_info.caller_id'),
    },
  };
  if (!allKnown(found.descriptor) || !allKnown(found.info)) return undefined;
  const { descriptor, info } = found;
  const result = {
    descriptor,
    info: {
      ...info,
      subsystem: {
        offset: sum(deviceInfoAt, layout.offset('dev_printk_info.subsystem')) ?? info.sizeBytes,
        sizeBytes: layout.length('printk_info_subsystem') ?? 0,
      },
      device: {
        offset: sum(deviceInfoAt, layout.offset('dev_printk_info.device')) ?? info.sizeBytes,
        sizeBytes: layout.length('printk_info_device') ?? 0,
      },
    },
  };
  return fits(result, words) ? result : undefined;
}

/** Reads the ring's head. Undefined when the dump lacks it, or when its numbers are beyond what a kernel allows. */
export function readPrintkRing(
  memory: KernelMemory,
  layout: KernelLayout,
  words: WordLayout,
): PrintkRing | undefined {
  const pointerAt = layout.symbol('prb');
  const sizeBytes = layout.size('printk_ringbuffer');
  if (pointerAt === undefined || sizeBytes === undefined || sizeBytes > 4096) return undefined;
  const pointer = readWhole(memory, virtualAddress(pointerAt), words.wordSizeBytes, words)?.word(0);
  if (pointer === undefined) return undefined;
  const ring = readWhole(memory, virtualAddress(pointer), sizeBytes, words);
  const counter = layout.offset('atomic_long_t.counter') ?? 0;
  const descriptorRing = layout.offset('printk_ringbuffer.desc_ring');
  const textRing = layout.offset('printk_ringbuffer.text_data_ring');
  const at = {
    countBits: sum(descriptorRing, layout.offset('prb_desc_ring.count_bits')),
    descriptors: sum(descriptorRing, layout.offset('prb_desc_ring.descs')),
    infos: sum(descriptorRing, layout.offset('prb_desc_ring.infos')),
    headId: sum(descriptorRing, layout.offset('prb_desc_ring.head_id'), counter),
    tailId: sum(descriptorRing, layout.offset('prb_desc_ring.tail_id'), counter),
    sizeBits: sum(textRing, layout.offset('prb_data_ring.size_bits')),
    text: sum(textRing, layout.offset('prb_data_ring.data')),
  };
  if (
    !ring ||
    !allKnown(at) ||
    !Object.values(at).every((offset) => ring.covers(offset, words.wordSizeBytes))
  ) {
    return undefined;
  }
  const countBits = ring.u32(at.countBits);
  const sizeBits = ring.u32(at.sizeBits);
  if (countBits > maximumCountBits || sizeBits > maximumSizeBits) return undefined;
  return {
    descriptors: virtualAddress(ring.word(at.descriptors)),
    infos: virtualAddress(ring.word(at.infos)),
    text: virtualAddress(ring.word(at.text)),
    countBits,
    sizeBits,
    tailId: ring.word(at.tailId),
    headId: ring.word(at.headId),
  };
}

/** LOG_BUF_LEN_MAX of kernel/printk/printk.c is 2 GiB, and a descriptor stands for 2^5 bytes of text. */
const maximumSizeBits = 31;
const maximumCountBits = maximumSizeBits - 5;

/** Every member lies inside of its structure. */
function fits({ descriptor, info }: PrintkRingLayout, { wordSizeBytes }: WordLayout): boolean {
  return (
    [descriptor.state, descriptor.begin, descriptor.next].every(
      (offset) => offset + wordSizeBytes <= descriptor.sizeBytes,
    ) &&
    info.sequence + 8 <= info.sizeBytes &&
    info.time + 8 <= info.sizeBytes &&
    info.textLength + 2 <= info.sizeBytes &&
    info.callerId >= 2 &&
    info.callerId + 4 <= info.sizeBytes &&
    info.subsystem.offset + info.subsystem.sizeBytes <= info.sizeBytes &&
    info.device.offset + info.device.sizeBytes <= info.sizeBytes &&
    descriptor.sizeBytes <= maximumStructureBytes &&
    info.sizeBytes <= maximumStructureBytes
  );
}

const maximumStructureBytes = 4096;

function sum(...offsets: (number | undefined)[]): number | undefined {
  return offsets.reduce(
    (total, offset) => (total === undefined || offset === undefined ? undefined : total + offset),
    0,
  );
}

function allKnown<Name extends string>(
  offsets: Record<Name, number | undefined>,
): offsets is Record<Name, number> {
  return Object.values(offsets).every((offset) => offset !== undefined);
}
