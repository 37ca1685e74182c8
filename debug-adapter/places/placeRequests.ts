import { addressBits } from '../../core/analysis/scene/dumpScene';
import { valueReader } from '../../core/analysis/values/registerMeanings';
import type { Handlers } from '../../core/protocol/connection';
import type { PlaceRequests } from '../../core/protocol/panels/placeRequests';
import { meaningText } from '../../core/report/memory/meaningText';
import type { DumpSession } from '../host/dumpSession';
import { decodeLines } from './decodeLines';
import { findPlaces } from './findPlaces';
import { scopeOfFrame } from './scopeOfFrame';

export function placeHandlers(session: DumpSession): Handlers<PlaceRequests> {
  return {
    findPlaces: async ({ text, task, frame }) => {
      const stacks = await session.crash.taskStacks();
      return {
        places: findPlaces(text, { stacks, scope: scopeOfFrame(session.kernel, stacks, task, frame) }),
      };
    },
    describeAddresses: async ({ addresses }) => {
      const { tasks } = await session.crash.taskStacks();
      const known = await session.crash.addressMeanings();
      const valueOf = valueReader(session.kernel, tasks.tasks, addressBits(session.kernel));
      const meaningOf = (address: bigint): string | undefined => {
        const found = known.find(address);
        return found ? meaningText(found) : valueOf(address);
      };
      return { meanings: addresses.map((address) => meaningOf(BigInt(address)) ?? null) };
    },
    decodeLines: async ({ lines, debuginfoPaths }) => {
      const source = await session.crash.sourceLines(debuginfoPaths);
      return { lines: decodeLines(session.kernel.symbolFinder, source, lines) };
    },
  };
}
