import { visibleText } from '../../base/visibleText';
import type { FrameData } from '../backtraceData';

/** A frame, and the functions that were compiled into it, innermost first. */
export interface FrameWithInlined {
  readonly frame: FrameData;
  readonly inlined: readonly FrameData[];
}

export function framesWithInlined(frames: readonly FrameData[]): readonly FrameWithInlined[] {
  let inlined: FrameData[] = [];
  return frames.flatMap((frame) => {
    if (frame.inlined) {
      inlined.push(frame);
      return [];
    }
    const together = { frame, inlined };
    inlined = [];
    return [together];
  });
}

/** `file:line`; undefined where the source is not known. */
export function placeText({ file, line }: Pick<FrameData, 'file' | 'line'>): string | undefined {
  return file === undefined || line === undefined ? undefined : visibleText(`${file}:${line}`);
}

/** As the kernel's own traces name code: `name+0x1a/0x30 [module]`, or the address where it has no name. */
export function kernelFrameText({
  pc,
  symbol,
  offset,
  size,
  module,
}: Pick<FrameData, 'symbol' | 'offset' | 'size' | 'module'> & { readonly pc?: string }): string {
  const place = [offset, size].filter((part) => part !== undefined).join('/');
  const name = symbol === undefined ? (pc ?? '??') : place === '' ? symbol : `${symbol}+${place}`;
  return visibleText(module === undefined ? name : `${name} [${module}]`);
}
