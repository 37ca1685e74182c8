import { formatAddress, virtualAddress, type VirtualAddress } from '../../core/base/address';
import type { FrameData } from '../../core/protocol/backtraceData';
import type { CodeLine } from './codeLine';
import type { CodeFunction, CodeReader } from './codeReader';

/** By it VS Code knows the language of package.json; a name like `vfs_write.S` would leave it to whoever knows `.S`. */
export const codeMimeType = 'text/x-kernel-disassembly';

/** The disassembly of one function as a text, for frames whose source is not known. */
export interface CodeSource {
  /** From 1. */
  readonly reference: number;
  readonly name: string;
  readonly lines: readonly CodeLine[];
}

/** The functions that were shown so far, each once. */
export class CodeSources {
  private readonly byStart = new Map<bigint, CodeSource>();
  private readonly all: CodeSource[] = [];

  /** Undefined where nothing tells where the function begins and ends. */
  async ofFrame(frame: FrameData, code: CodeReader): Promise<CodeSource | undefined> {
    const found = code.functionAround(addressOf(frame));
    if (!found) return undefined;
    const known = this.byStart.get(found.start);
    if (known) return known;
    const lines = await code.read(found);
    // Somebody else may have asked for it meanwhile.
    return this.byStart.get(found.start) ?? this.add(found, lines);
  }

  private add({ name, start }: CodeFunction, lines: readonly CodeLine[]): CodeSource {
    const source = { reference: this.all.length + 1, name: `${name}.S`, lines };
    this.all.push(source);
    this.byStart.set(start, source);
    return source;
  }

  findByReference(reference: number): CodeSource | undefined {
    return this.all[reference - 1];
  }
}

/** From 1; of a frame that called on, the call itself rather than what follows it. */
export function lineOf({ lines }: CodeSource, frame: FrameData): number {
  const address = addressOf(frame);
  const after = lines.findIndex((line) => line.address > address);
  return after < 0 ? lines.length : after;
}

/** A return address can be the next function's first: the call before it is what the frame is about. */
function addressOf({ pc, kind }: FrameData): VirtualAddress {
  return virtualAddress(BigInt(pc) - (kind === 'call' ? 1n : 0n));
}

/** Address and symbol as crash's `dis` prints them; the instructions stand below each other, whatever a tab is worth. */
export function codeText({ lines }: CodeSource): string {
  const places = lines.map(({ address, symbol }) => `0x${formatAddress(address)} <${symbol ?? ''}>:`);
  const width = Math.max(0, ...places.map(({ length }) => length));
  return lines.map(({ text }, index) => `${(places[index] ?? '').padEnd(width)} ${text}\n`).join('');
}
