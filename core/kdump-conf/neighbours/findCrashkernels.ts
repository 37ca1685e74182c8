import { TextPositions } from './textPositions';

export interface WrittenCrashkernel {
  /** Offset of the value, after the equals sign. */
  readonly start: number;
  readonly value: string;
  /** Which kernel command line it belongs to: the number of its line. */
  readonly line: number;
}

const parameter = /(?<![\w.-])crashkernel=([^\s"'`;]{0,4096})/g;

/**
 * Every `crashkernel=` in any text: /etc/default/grub, grub.cfg, loader entries, zipl.conf, a command line. Lines
 * that are comments are passed over.
 */
export function findCrashkernels(text: string): WrittenCrashkernel[] {
  const positions = new TextPositions(text);
  return [...text.matchAll(parameter)].flatMap((match) => {
    const { line, character } = positions.at(match.index);
    const lineStart = match.index - character;
    if (/^[ \t]*#/.test(text.slice(lineStart, Math.min(match.index, lineStart + 200)))) return [];
    return [{ start: match.index + 'crashkernel='.length, value: match[1] ?? '', line }];
  });
}
