import { virtualAddress } from '../../core/base/address';
import { visibleText } from '../../core/base/visibleText';
import type { SymbolFinder } from '../../core/kernel/sources/symbolFinder';
import type { SourceOfFrames } from '../../core/report/stacks/backtraceData';

/** `%pS`: symbol+0xoffset/0xsize, its module behind it. */
const codePlace =
  /\b([A-Za-z_][\w.$]{0,511})\+(0x[0-9a-f]{1,16})\/0x[0-9a-f]{1,16}(?: \[([\w-]{1,64})[^\]]{0,80}\])?/g;
/** A return address is behind its call, but the place where the cpu was is not. */
const interruptedAt = /\b(?:RIP|pc)\b/;

/**
 * Lines of an oops with the source lines that debuginfo tells, as the kernel's scripts/decode_stacktrace.sh adds them:
 * `schedule+0x12/0x30 (kernel/sched/core.c:6819)`.
 */
export function decodeLines(
  finder: SymbolFinder,
  source: SourceOfFrames,
  lines: readonly string[],
): readonly string[] {
  return lines.map((line) =>
    line.replace(codePlace, (whole, symbol: string, offset: string, module: string | undefined) => {
      const start = finder.byName(symbol, module)?.address;
      if (start === undefined) return whole;
      const pc = virtualAddress(start + BigInt(offset));
      const frames = source.framesOf({ pc, kind: interruptedAt.test(line) ? 'current' : 'call' });
      const places = frames.flatMap(({ location }) =>
        location ? [`${location.file}:${location.line}`] : [],
      );
      return places.length === 0 ? whole : `${whole} (${visibleText(places.join(' '))})`;
    }),
  );
}
