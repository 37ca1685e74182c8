import { formatAddress, virtualAddress, type VirtualAddress } from '../../../core/base/address';
import { loadDisassembler } from '../../../core/disassembly/loadDisassembler';
import type { CodeLine } from '../../code/codeLine';
import { CodeReader } from '../../code/codeReader';
import type { NativeCommand } from '../nativeCommand';
import { addressNamed } from './addressNamed';
import { commandWords } from './words';

/** More than any function of the kernel that a person reads. */
const maxCount = 100_000;

/** `dis [-r|-f] [-x] FUNCTION|ADDRESS [COUNT]`: a whole function by its name, one instruction by an address. */
export const dis: NativeCommand = async (args, { kernel }) => {
  const words = commandWords(args, ['-r', '-f', '-x']);
  const [at = '', countText, ...more] = words?.operands ?? [];
  const start = addressNamed(kernel, at);
  const disassembler = await loadDisassembler(kernel.dump.machine.name);
  if (!words || !disassembler || start === undefined || more.length > 0) return undefined;
  if (countText !== undefined && !/^\d{1,6}$/.test(countText)) return undefined;
  const { options } = words;
  const code = new CodeReader(kernel, disassembler);
  const address = virtualAddress(start);
  const reach = reachOf(options, countText ?? (kernel.findAddress(at) === undefined ? '1' : undefined));
  const lines = await linesWithin(code, address, reach);
  return lines?.map((line) => lineText(line, options.has('-x')));
};

/** How many instructions, or which of the function's. */
type Reach = number | 'whole' | 'up to' | 'from';

function reachOf(options: ReadonlySet<string>, count: string | undefined): Reach {
  if (options.has('-r')) return 'up to';
  if (options.has('-f')) return 'from';
  return count === undefined ? 'whole' : Math.min(Number(count), maxCount);
}

async function linesWithin(
  code: CodeReader,
  address: VirtualAddress,
  reach: Reach,
): Promise<readonly CodeLine[] | undefined> {
  if (typeof reach === 'number') return code.from(address, reach);
  const found = code.functionAround(address);
  if (!found) return undefined;
  if (reach === 'from') {
    const sizeBytes = found.sizeBytes - Number(address - found.start);
    return code.read({ ...found, start: address, sizeBytes });
  }
  const lines = await code.read(found);
  if (reach === 'whole') return lines;
  // Up to the instruction that begins there, or behind it where none does.
  const last = lines.findIndex((line) => line.address >= address);
  return last < 0 ? lines : lines.slice(0, last + 1);
}

/** crash counts in decimal where it is not asked for hex digits, and names no module. */
function lineText({ address, symbol = '', text }: CodeLine, isHex: boolean): string {
  const line = `0x${formatAddress(address)} <${symbol}>:\t${text}\n`.replace(/ \[[^\]]*\](?=>)/g, '');
  return isHex
    ? line
    : line.replace(/\+0x([\da-f]+)(?=>)/g, (_, digits: string) => `+${BigInt(`0x${digits}`)}`);
}
