import { hex, virtualAddress } from '../../core/base/address';
import type { Kernel } from '../../core/kernel/kernel';
import type {
  DisassemblyData,
  DisassemblyLine,
  SourcePlace,
} from '../../core/protocol/panels/disassemblyRequests';
import type { SourceOfFrames } from '../../core/report/stacks/backtraceData';
import type { CodeLine } from '../code/codeLine';
import type { CodeFunction } from '../code/codeReader';
import { symbolText } from '../variables/addressText';
import type { codeMarks } from './codeMarks';

/** A function with what is known of its lines. */
export function disassemblyData(
  kernel: Kernel,
  { name, start, sizeBytes }: CodeFunction,
  address: bigint,
  lines: readonly CodeLine[],
  marks: ReturnType<typeof codeMarks>,
  source: SourceOfFrames,
): DisassemblyData {
  return {
    name,
    start: hex(start),
    sizeBytes,
    address: hex(address),
    lines: lines.map((line, index): DisassemblyLine => {
      const mark = marks.get(index);
      const places = line.isCode ? placesOf(source, line) : [];
      const symbol = crashSymbol(name, line.address - start);
      return {
        address: hex(line.address),
        text: line.text,
        symbol,
        ...(line.bytes && { bytes: line.bytes }),
        ...(line.target !== undefined && { target: targetOf(kernel, line.target) }),
        ...(places.length > 0 && { source: places }),
        ...(mark && { mark }),
      };
    }),
  };
}

function targetOf(kernel: Kernel, address: bigint): NonNullable<DisassemblyLine['target']> {
  const symbol = symbolText(kernel, address);
  return { address: hex(address), ...(symbol !== undefined && { symbol }) };
}

function placesOf(source: SourceOfFrames, { address }: CodeLine): readonly SourcePlace[] {
  const frames = source.framesOf({ pc: virtualAddress(address), kind: 'current' });
  return frames.flatMap(({ location }) => (location ? [{ file: location.file, line: location.line }] : []));
}

/** crash counts in decimal, and names no module here. */
function crashSymbol(name: string, offset: bigint): string {
  const bare = name.replace(/ \[.*$/, '');
  return offset === 0n ? bare : `${bare}+${offset}`;
}
