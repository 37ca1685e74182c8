import { formatAddress, virtualAddress } from '../../core/base/address';
import type { FrameData } from '../../core/protocol/backtraceData';
import type { CodeLine } from './codeLine';
import type { CodeReader } from './codeReader';

/** The disassembly of one function as a text, for frames whose source is not known. */
export interface CodeSource {
  /** From 1. */
  readonly reference: number;
  readonly name: string;
  readonly lines: readonly CodeLine[];
}

/** The functions that were shown so far, each once. */
export class CodeSources {
  private readonly byStart = new Map<bigint, CodeSource | undefined>();
  private readonly all: CodeSource[] = [];

  constructor(private readonly code: CodeReader) {}

  /** Undefined where nothing tells where the function begins and ends. */
  ofFrame({ pc, kind, symbol = '', module, offset = '0x0' }: FrameData): CodeSource | undefined {
    // A return address can be the next function's first: the call before it is what the frame is about.
    const address = BigInt(pc) - (kind === 'call' ? 1n : 0n);
    const start = BigInt(pc) - BigInt(offset);
    if (!this.byStart.has(start)) {
      const lines = this.code.functionAt(virtualAddress(address));
      const name = module === undefined ? symbol : `${symbol} [${module}]`;
      const source = lines && { reference: this.all.length + 1, name: `${name}.S`, lines };
      if (source) this.all.push(source);
      this.byStart.set(start, source);
    }
    return this.byStart.get(start);
  }

  findByReference(reference: number): CodeSource | undefined {
    return this.all[reference - 1];
  }
}

/** From 1; of a frame that called on, the call itself rather than what follows it. */
export function lineOf({ lines }: CodeSource, { pc, kind }: FrameData): number {
  const address = BigInt(pc) - (kind === 'call' ? 1n : 0n);
  const after = lines.findIndex((line) => line.address > address);
  return after < 0 ? lines.length : after;
}

/** As crash's `dis` prints a function. */
export function codeText({ lines }: CodeSource): string {
  return lines
    .map(({ address, symbol, text }) => `0x${formatAddress(address)} <${symbol ?? ''}>:\t${text}\n`)
    .join('');
}
