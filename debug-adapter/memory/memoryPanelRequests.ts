import { hex } from '../../core/base/address';
import type { Handlers } from '../../core/protocol/connection';
import type { MemoryRequests } from '../../core/protocol/panels/memoryRequests';
import { findMappedPage, findRamPage } from '../../core/kernel/memory/nextMappedPage';
import { readMemoryMeanings } from '../../core/report/memoryMeanings';
import type { DumpSession } from '../dumpSession';
import { startOfMemory } from './startOfMemory';

export function memoryPanelHandlers(session: DumpSession): Handlers<MemoryRequests> {
  return {
    memoryInfo: () => {
      const { dump, memory } = session.kernel;
      const { littleEndian, wordSizeBytes } = dump.machine;
      return {
        littleEndian,
        wordSizeBytes,
        pageSizeBytes: memory.translator.pageSizeBytes,
        start: hex(startOfMemory(session.kernel)),
      };
    },
    memoryMeanings: async ({ address, sizeBytes, physical }) => {
      const meanings = await session.crash.addressMeanings();
      return readMemoryMeanings(session.kernel, meanings, BigInt(address), sizeBytes, physical);
    },
    nextMappedPage: async ({ address, physical, backwards }, { token }) => {
      const { memory, dump } = session.kernel;
      const at = BigInt(address);
      const found = physical
        ? findRamPage(dump.memory, at, memory.translator.pageSizeBytes, backwards)
        : await findMappedPage(memory, at, backwards, token);
      return { address: found === undefined ? null : hex(found) };
    },
  };
}
