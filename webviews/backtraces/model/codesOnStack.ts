import type { ShownFrame } from './shownStack';
import type { CodeOnStack } from './stackRow';

/** Which code each frame is: functions that were compiled into another stand ahead of it, the innermost first. */
export function codesOnStack(frames: readonly Pick<ShownFrame, 'inlined'>[]): readonly CodeOnStack[] {
  const codes: CodeOnStack[] = [];
  let number = 0;
  for (const [index, { inlined }] of frames.entries()) {
    if (inlined) continue;
    for (let depth = index - codes.length; depth >= 0; depth--) codes.push({ frame: number, inlined: depth });
    number++;
  }
  return codes;
}
