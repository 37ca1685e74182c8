import type { LinearRange } from '../dump/linearRange';
import type { TranslatorContext } from './architecture';

/** What of a kernel's addresses leads to physical ones without page tables, for one machine. */
type LinearMap = (context: Pick<TranslatorContext, 'memory' | 'vmcoreinfo'>) => readonly LinearRange[];

const mebibyte = 1n << 20n;
const tebibyte = 1n << 40n;

function linear(start: bigint, sizeBytes: bigint, physical = 0n): LinearRange {
  return { start, end: start + sizeBytes, physical };
}

/**
 * PAGE_OFFSET of arch/powerpc/include/asm/page.h (6.12), with the kernel image in it wherever that was loaded. Vmalloc
 * begins 61 TiB behind it at the earliest (H_KERN_VIRT_START of book3s/64/hash-4k.h).
 */
const power64 = [linear(0xc000_0000_0000_0000n, 61n * tebibyte)];

/** The windows DMW0 and DMW1 of arch/loongarch/include/asm/addrspace.h and loongarch.h (6.12), the kernel in the latter. */
const loongarch64 = [
  linear(0x8000_0000_0000_0000n, 256n * tebibyte),
  linear(0x9000_0000_0000_0000n, 256n * tebibyte),
];

/** KSEG0 and KSEG1 of arch/mips/include/asm/addrspace.h (6.12). */
const mips = [linear(0x8000_0000n, 512n * mebibyte), linear(0xa000_0000n, 512n * mebibyte)];

/** CKSEG0 and CKSEG1 of the same file, and XKPHYS, in which bits 59 to 61 tell how memory is cached. */
const mips64 = [
  linear(0xffff_ffff_8000_0000n, 512n * mebibyte),
  linear(0xffff_ffff_a000_0000n, 512n * mebibyte),
  ...[0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n].map((caching) => linear((0b10n << 62n) | (caching << 59n), 1n << 59n)),
];

/** What is below is each cpu's own (struct lowcore), moved by its prefix register. */
const lowcoreSizeBytes = 0x2000n;
/** How far from its start an address may be and still belong to the kernel image, which is mapped in one piece. */
const imageReachBytes = 64n * mebibyte;

/**
 * Up to 6.9 virtual and physical addresses are the same; since 6.10 VMCOREINFO says where both the memory and the
 * kernel image are (arch/s390/kernel/vmcore_info.c; __pa_nodebug() of arch/s390/include/asm/page.h).
 */
const s390: LinearMap = ({ memory, vmcoreinfo }) => {
  const [base = 0n, image, imagePhysical] = ['IDENTITYBASE', 'KERNELOFFSET', 'KERNELOFFPHYS'].map((key) => {
    const text = vmcoreinfo.text(key);
    return text !== undefined && /^[0-9a-f]{1,16}$/i.test(text) ? BigInt(`0x${text}`) : undefined;
  });
  let end = lowcoreSizeBytes;
  for (const { start, sizeBytes } of memory.ranges) end = start + sizeBytes;
  const all = linear(base + lowcoreSizeBytes, end - lowcoreSizeBytes, lowcoreSizeBytes);
  const isImageTold = image !== undefined && imagePhysical !== undefined;
  return isImageTold ? [linear(image, imageReachBytes, imagePhysical), all] : [all];
};

/** By name of the machine; others have their page tables read, or no map that is the same for all kernels. */
const linearMaps: Readonly<Record<string, LinearMap>> = {
  ppc64: () => power64,
  ppc64le: () => power64,
  loongarch64: () => loongarch64,
  mips: () => mips,
  mips64: () => mips64,
  s390x: s390,
};

/**
 * Where the machine's own map ends, what the dump's file declares counts: of i386 and arm, each kernel's build decides.
 */
export function linearRanges(context: TranslatorContext): readonly LinearRange[] {
  const { machine, declaredRanges = [] } = context;
  const map = Object.hasOwn(linearMaps, machine.name) ? linearMaps[machine.name] : undefined;
  return [...(map?.(context) ?? []), ...declaredRanges];
}
