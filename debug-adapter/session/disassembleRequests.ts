import { basename } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { hex, virtualAddress } from '../../core/base/address';
import type { CodeLine } from '../code/codeLine';
import { clientLine } from './clientPosition';
import type { DapHandlers } from './dapRequests';
import { memoryReferenceUnfit } from './errors';
import { parseMemoryReference } from './memoryRequests';
import type { SessionState } from './sessionState';

/** More lines than an editor asks for at once. */
const maxInstructions = 20_000;

export function disassembleHandlers(state: SessionState): Pick<DapHandlers, 'disassemble'> {
  return {
    disassemble: async ({ memoryReference, offset = 0, instructionOffset = 0, instructionCount }) => {
      const { isPhysical, address } = parseMemoryReference(memoryReference);
      if (isPhysical) throw memoryReferenceUnfit(memoryReference);
      const code = await state.dump.readCode();
      const start = virtualAddress(address + BigInt(offset));
      const count = Math.min(instructionCount, maxInstructions);
      const countBefore = Math.min(Math.max(0, -instructionOffset), maxInstructions);
      const before = await code.before(start, countBefore);
      const missing = Array.from({ length: countBefore - before.length }, (_, index) =>
        placeholder(before[0]?.address ?? start, countBefore - before.length - index),
      );
      const skipped = Math.max(0, instructionOffset);
      const following = await code.from(start, Math.max(0, count - countBefore) + skipped);
      const instructions = [...missing, ...withSourceLines(state, [...before, ...following.slice(skipped)])];
      return { instructions: instructions.slice(0, count) };
    },
  };
}

/** A line of a source that is on this machine stands at the first of its instructions, as the protocol has it. */
function withSourceLines(
  { client, dump: { sourceLines, sourceFolders } }: SessionState,
  lines: readonly CodeLine[],
): Dap.DisassembledInstruction[] {
  let last = '';
  return lines.map((line) => {
    const shown = instruction(line);
    const [innermost] = line.isCode ? sourceLines.framesOf({ pc: line.address, kind: 'current' }) : [];
    const location = innermost?.location;
    const path = location && sourceFolders.find(location.file);
    if (!location || path === undefined) return shown;
    const place = `${path}:${location.line}`;
    if (place === last) return shown;
    last = place;
    return { ...shown, location: { name: basename(path), path }, line: clientLine(client, location.line) };
  });
}

function instruction({ address, bytes, text, symbol, isCode }: CodeLine): Dap.DisassembledInstruction {
  return {
    address: hex(address),
    instruction: text,
    ...(bytes && {
      instructionBytes: Buffer.from(bytes)
        .toString('hex')
        .replace(/..(?=.)/g, '$& '),
    }),
    ...(symbol !== undefined && { symbol }),
    ...(!isCode && { presentationHint: 'invalid' }),
  };
}

/** The protocol wants as many lines as were asked for, whether or not there is code. */
function placeholder(first: bigint, distance: number): Dap.DisassembledInstruction {
  const address = hex(BigInt.asUintN(64, first - BigInt(distance)));
  return { address, instruction: '??', presentationHint: 'invalid' };
}
