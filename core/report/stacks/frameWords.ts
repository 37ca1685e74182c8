import { hex, virtualAddress } from '../../base/address';
import { StructView } from '../../base/structView';
import type { Kernel } from '../../kernel/kernel';
import type { TaskStack } from '../../kernel/tasks/stacks';
import type { FrameWords } from '../../protocol/panels/backtracesRequests';
import type { StackFrame } from '../../unwind/stackFrame';
import type { AddressMeanings } from '../memory/addressMeanings';
import { readMemoryMeanings } from '../memory/memoryMeanings';

const wordSizeBytes = 8;
/** More than a function may keep on the kernel's stack by its own build's rules (CONFIG_FRAME_WARN is 2048 at most). */
const maxFrameSizeBytes = 4096;

/** The raw words of a frame and what they point to; undefined where it has none, as the last frame of a stack. */
export function readFrameWords(
  kernel: Kernel,
  meanings: AddressMeanings,
  { backtrace: { frames } }: TaskStack,
  index: number,
): FrameWords | undefined {
  const range = frameRange(frames, index, kernel.dump.machine.name);
  if (!range) return undefined;
  const { start, sizeBytes } = range;
  const bytes = new Uint8Array(sizeBytes);
  const gaps = kernel.memory.read(virtualAddress(start), bytes);
  const view = new StructView(bytes, kernel.dump.machine.littleEndian);
  const isMissing = (offset: number): boolean =>
    gaps.some((gap) => gap.offset < offset + wordSizeBytes && offset < gap.offset + gap.sizeBytes);
  const offsets = Array.from({ length: sizeBytes / wordSizeBytes }, (_, word) => word * wordSizeBytes);
  const [gap] = gaps;
  return {
    start: hex(start),
    words: offsets.map((offset) => (isMissing(offset) ? null : hex(view.u64(offset)))),
    meanings: readMemoryMeanings(kernel, meanings, start, sizeBytes, false).words,
    ...(gap && { missing: gap.reason }),
  };
}

/**
 * Where a frame's words lie, as crash's `bt -f` shows them: on x86-64 behind its own return address, with that of its
 * caller; on arm64 from its frame record to its caller's. Undefined where no frame follows on the same stack.
 */
export function frameRange(
  frames: readonly Pick<StackFrame, 'kind' | 'stackAddress'>[],
  index: number,
  machineName: string,
): { readonly start: bigint; readonly sizeBytes: number } | undefined {
  const frame = frames[index];
  const next = frames[index + 1];
  if (!frame || !next) return undefined;
  const behind = ({ kind, stackAddress }: typeof frame): bigint =>
    machineName === 'x86_64' && kind === 'call' ? stackAddress + BigInt(wordSizeBytes) : stackAddress;
  const start = behind(frame);
  const sizeBytes = behind(next) - start;
  if (sizeBytes <= 0n || sizeBytes > maxFrameSizeBytes) return undefined;
  return { start, sizeBytes: Number(sizeBytes) & -wordSizeBytes };
}
