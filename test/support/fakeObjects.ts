import { virtualAddress, type VirtualAddress } from '../../core/base/address';
import { sizeOfType, structOf } from '../../core/types/cType';
import { KernelObjects } from '../../core/types/kernelObjects';
import { findPath } from '../../core/types/layout';
import type { BtfBuilder } from './btfBuilder';
import { builtTypes } from './builtTypes';
import { FakeMemory } from './fakeMemory';
import { identityMapped } from './identityTranslator';

/** Where a fake kernel starts; the low 32 bits are its physical addresses as well. */
export const imageAt = 0xffff_ffff_8100_0000n;

/** Kernel objects that a test writes member by member. */
export class FakeObjects {
  readonly memory = new FakeMemory();
  readonly symbols = new Map<string, bigint>([['_stext', imageAt]]);
  readonly objects: KernelObjects;
  private end = imageAt + 0x10000n;

  constructor(types: BtfBuilder) {
    const machine = { littleEndian: true, wordSizeBytes: 8 } as const;
    const findAddress = (name: string): VirtualAddress | undefined => {
      const address = this.symbols.get(name);
      return address === undefined ? undefined : virtualAddress(address);
    };
    this.objects = new KernelObjects(identityMapped(this.memory), findAddress, builtTypes(types), machine);
  }

  /** An object of zeros in pages of its own. */
  allocate(structName: string, pages = 1): bigint {
    const address = this.end;
    this.end += BigInt(pages) * 0x1000n;
    this.memory.write(BigInt.asUintN(32, address), new Uint8Array(this.size(structName)));
    return address;
  }

  /** Writes members by path: `{ pid: 1n, 'tasks.next': 0xff…n, comm: 'init' }`. */
  set(structName: string, address: bigint, values: Readonly<Record<string, bigint | string>>): void {
    for (const [path, value] of Object.entries(values)) {
      const at = BigInt.asUintN(32, this.addressOf(structName, address, path));
      const sizeBytes = this.memberSize(structName, path);
      if (typeof value === 'string') this.memory.write(at, Buffer.from(`${value}\0`, 'latin1'));
      else this.memory.write(at, bytesOf(value, sizeBytes));
    }
  }

  /** Of a member inside an object. */
  addressOf(structName: string, address: bigint, path: string): bigint {
    return address + BigInt(this.place(structName, path).offsetBits / 8);
  }

  /** Makes a circular list of the heads, in this order. */
  link(heads: readonly bigint[]): void {
    heads.forEach((head, index) => {
      const next = heads[(index + 1) % heads.length] ?? head;
      this.set('list_head', head, { next });
      this.set('list_head', next, { prev: head });
    });
  }

  remove(address: bigint): void {
    this.memory.remove(BigInt.asUintN(32, address), 'excluded');
  }

  private size(structName: string): number {
    const type = this.objects.types.findStruct(structName);
    if (!type) throw new Error(`no struct ${structName}`);
    return type.sizeBytes;
  }

  private memberSize(structName: string, path: string): number {
    return sizeOfType(this.place(structName, path).type);
  }

  private place(structName: string, path: string): NonNullable<ReturnType<typeof findPath>> {
    const type = this.objects.types.findStruct(structName);
    const place = type && structOf(type) && findPath(type, path);
    if (!place) throw new Error(`no ${structName}.${path}`);
    return place;
  }
}

function bytesOf(value: bigint, sizeBytes: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
  return bytes.subarray(0, sizeBytes);
}
