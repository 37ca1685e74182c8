import { hex, virtualAddress, type VirtualAddress } from '../../core/base/address';
import { visibleText } from '../../core/base/visibleText';
import type { Disassembler } from '../../core/disassembly/disassembler';
import type { ShownInstruction } from '../../core/disassembly/instruction';
import { namedText } from '../../core/disassembly/namedText';
import type { Kernel } from '../../core/kernel/kernel';
import { symbolText } from '../variables/addressText';
import type { CodeLine } from './codeLine';

/** More than any function of the kernel that a person reads. */
const maxFunctionBytes = 256 * 1024;
/** How many functions are gone back for instructions before an address. */
const maxFunctionsBack = 64;

/** Where a function lies. */
export interface CodeFunction {
  readonly name: string;
  readonly start: VirtualAddress;
  readonly sizeBytes: number;
}

/** The code of a dumped kernel, as it was in memory: with what the kernel had patched into it. */
export class CodeReader {
  constructor(
    private readonly kernel: Kernel,
    private readonly disassembler: Disassembler,
  ) {}

  /** Exactly `count` lines; what the dump lacks, or is no code, takes the place of an instruction. */
  async from(address: VirtualAddress, count: number): Promise<readonly CodeLine[]> {
    const lines: CodeLine[] = [];
    let at = address;
    while (lines.length < count) {
      const wanted = (count - lines.length) * this.disassembler.maxSizeBytes;
      const piece = (await this.decode(at, wanted, false)).slice(0, count - lines.length);
      for (const line of piece) lines.push(line);
      at = virtualAddress(endOf(piece, at));
    }
    return lines;
  }

  /**
   * Up to `count` lines before `address`, fewer where nothing tells where functions begin: instructions have no mark
   * of their own, so that code can be read from the start of a function alone.
   */
  async before(address: VirtualAddress, count: number): Promise<readonly CodeLine[]> {
    let lines: readonly CodeLine[] = [];
    let end: bigint = address;
    for (let step = 0; step < maxFunctionsBack && lines.length < count; step++) {
      const start = this.functionStart(virtualAddress(end - 1n));
      if (start === undefined || end - start > maxFunctionBytes) break;
      const earlier = await this.decode(virtualAddress(start), Number(end - start), true);
      lines = [...earlier, ...lines];
      end = start;
    }
    return lines.slice(-count);
  }

  /** Where the function that `address` is in lies; undefined where nothing tells. */
  functionAround(address: VirtualAddress): CodeFunction | undefined {
    const found = this.kernel.codeNames.nameOf({ pc: address, kind: 'current', stackAddress: address });
    if (found?.symbol === undefined || found.offset === undefined || found.sizeBytes === undefined)
      return undefined;
    const { symbol, offset, module } = found;
    const sizeBytes = Number(found.sizeBytes);
    if (sizeBytes > maxFunctionBytes) return undefined;
    const name = module === undefined ? symbol : `${symbol} [${module}]`;
    return { name: visibleText(name), start: virtualAddress(address - offset), sizeBytes };
  }

  read({ start, sizeBytes }: CodeFunction): Promise<readonly CodeLine[]> {
    return this.decode(start, sizeBytes, true);
  }

  private functionStart(address: VirtualAddress): bigint | undefined {
    const name = this.kernel.codeNames.nameOf({ pc: address, kind: 'current', stackAddress: address });
    return name?.offset === undefined ? undefined : address - name.offset;
  }

  /** @param toEnd an instruction that is cut off by the end is shown as bytes, not left for later */
  private async decode(start: VirtualAddress, sizeBytes: number, toEnd: boolean): Promise<CodeLine[]> {
    const bytes = new Uint8Array(sizeBytes);
    const [gap] = this.kernel.memory.read(start, bytes);
    const there = bytes.subarray(0, gap?.offset);
    const lines: CodeLine[] = [];
    let offset = 0;
    while (offset < there.length) {
      const at = virtualAddress(start + BigInt(offset));
      for (const instruction of await this.disassembler.disassemble(there.subarray(offset), at)) {
        lines.push(this.line(instruction));
        offset += instruction.bytes.length;
      }
      const left = there.length - offset;
      if (left === 0 || (!toEnd && !gap && left < this.disassembler.maxSizeBytes && lines.length > 0)) break;
      lines.push(this.bad(virtualAddress(start + BigInt(offset)), there.subarray(offset, offset + 1)));
      offset += 1;
    }
    if (gap && (lines.length === 0 || toEnd))
      lines.push(missing(virtualAddress(start + BigInt(gap.offset)), gap));
    return lines;
  }

  private line(instruction: ShownInstruction): CodeLine {
    const { address, bytes, target, memory } = instruction;
    const nameOf = (place: bigint): string | undefined => symbolText(this.kernel, place);
    const symbol = nameOf(address);
    return {
      address,
      bytes,
      text: namedText(instruction, nameOf),
      isCode: true,
      ...(symbol !== undefined && { symbol }),
      ...(target !== undefined && { target }),
      ...(memory && { memory }),
    };
  }

  private bad(address: VirtualAddress, bytes: Uint8Array): CodeLine {
    return { address, bytes, text: `(bad) ${hex(BigInt(bytes[0] ?? 0))}`, isCode: false };
  }
}

function missing(address: VirtualAddress, { reason }: { readonly reason: string }): CodeLine {
  return { address, text: `?? (${reason})`, isCode: false };
}

function endOf(lines: readonly CodeLine[], start: bigint): bigint {
  const last = lines.at(-1);
  return last ? last.address + BigInt(last.bytes?.length ?? 1) : start + 1n;
}
