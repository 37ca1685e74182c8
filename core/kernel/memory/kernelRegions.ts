import { virtualAddress } from '../../base/address';
import type { Kernel } from '../kernel';
import { readWhole } from '../kernelMemory';
import type { DirectMap } from './directMap';
import { ramRuns } from './searchMemory';

/** A part of the kernel's address space with one use, [start, end). */
export interface KernelRegion {
  readonly name: 'direct map' | 'vmalloc' | 'vmemmap' | 'kernel' | 'modules';
  readonly start: bigint;
  readonly end: bigint;
}

const tebibyte = 1n << 40n;
/** VMALLOC_SIZE_TB_L4 and _L5 of arch/x86/include/asm/pgtable_64_types.h. */
const x86VmallocBytes = { 4: 32n * tebibyte, 5: 12_800n * tebibyte } as const;
/** The struct pages of 64 TiB take one; with five levels more, which no machine has yet. */
const x86VmemmapBytes = tebibyte;
/** Behind the kernel image; where kernels cannot be moved modules begin 512 MiB lower than where they can. */
const x86Modules = { start: 0xffff_ffff_a000_0000n, end: 0xffff_ffff_ff00_0000n };
const largePageBytes = 2n << 20n;
const addressSpaceEnd = 1n << 64n;

/** What the kernel's half of the address space is used for, as far as the dump tells, by address. */
export function kernelRegions(kernel: Kernel, directMap: DirectMap): readonly KernelRegion[] {
  const image = imageRegion(kernel);
  const found = [
    directMapRegion(kernel, directMap),
    image,
    ...(kernel.dump.machine.name === 'x86_64' ? x86Regions(kernel, image?.end) : toldRegions(kernel)),
  ];
  return found
    .filter((region) => region !== undefined)
    .filter(({ start, end }) => start < end && end <= addressSpaceEnd)
    .sort((a, b) => (a.start < b.start ? -1 : 1));
}

function directMapRegion(kernel: Kernel, { offset }: DirectMap): KernelRegion | undefined {
  const runs = ramRuns(kernel.dump.memory);
  const first = runs[0];
  const last = runs.at(-1);
  if (offset === undefined || !first || !last) return undefined;
  return { name: 'direct map', start: offset + first.start, end: offset + last.end };
}

function imageRegion({ findAddress }: Kernel): KernelRegion | undefined {
  const start = findAddress('_text') ?? findAddress('_stext');
  const end = findAddress('_end');
  return start !== undefined && end !== undefined ? { name: 'kernel', start, end } : undefined;
}

function x86Regions(kernel: Kernel, imageEnd: bigint | undefined): readonly (KernelRegion | undefined)[] {
  const levels = kernel.memory.translator.levels === 5 ? 5 : 4;
  // The image's last large page reaches behind its end.
  const behindImage = ((imageEnd ?? 0n) + largePageBytes) & -largePageBytes;
  const modulesStart = behindImage > x86Modules.start ? behindImage : x86Modules.start;
  return [
    sized(
      'vmalloc',
      told(kernel, 'VMALLOC_START') ?? variable(kernel, 'vmalloc_base'),
      x86VmallocBytes[levels],
    ),
    sized('vmemmap', variable(kernel, 'vmemmap_base'), x86VmemmapBytes),
    { name: 'modules', start: modulesStart, end: x86Modules.end },
  ];
}

/** arm64 writes its layout into VMCOREINFO since 5.20. */
function toldRegions(kernel: Kernel): readonly (KernelRegion | undefined)[] {
  const between = (name: KernelRegion['name'], from: string, to: string): KernelRegion | undefined => {
    const start = told(kernel, from);
    const end = told(kernel, to);
    return start === undefined || end === undefined ? undefined : { name, start, end };
  };
  return [
    between('modules', 'MODULES_VADDR', 'MODULES_END'),
    between('vmalloc', 'VMALLOC_START', 'VMALLOC_END'),
    between('vmemmap', 'VMEMMAP_START', 'VMEMMAP_END'),
  ];
}

function told({ vmcoreinfo }: Kernel, name: string): bigint | undefined {
  const value = vmcoreinfo.number(name);
  return value === undefined ? undefined : BigInt.asUintN(64, value);
}

/** KASLR keeps the bases of the regions in variables (arch/x86/mm/kaslr.c). */
function variable({ memory, findAddress, dump }: Kernel, name: string): bigint | undefined {
  const address = findAddress(name);
  return address === undefined
    ? undefined
    : readWhole(memory, virtualAddress(address), dump.machine.wordSizeBytes, dump.machine)?.word(0);
}

function sized(
  name: KernelRegion['name'],
  start: bigint | undefined,
  sizeBytes: bigint,
): KernelRegion | undefined {
  return start === undefined ? undefined : { name, start, end: start + sizeBytes };
}
