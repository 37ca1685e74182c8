import { hex, virtualAddress } from '../../core/base/address';
import type { Kernel } from '../../core/kernel/kernel';
import type { Handlers } from '../../core/protocol/connection';
import type { MemoryRequests } from '../../core/protocol/panels/memoryRequests';
import { findMappedPage, findRamPage } from '../../core/kernel/memory/nextMappedPage';
import { readMemoryMeanings } from '../../core/report/memory/memoryMeanings';
import { readPhysicalPage, readVirtualPage } from '../../core/report/memory/memoryPage';
import { readMemoryOverlay } from '../../core/report/memory/memoryOverlay';
import { regionText } from '../../core/report/memory/processRegions';
import { typeMissing } from '../../core/types/errors';
import { taskText } from '../../core/report/memory/meaningText';
import { TypedObject } from '../../core/types/typedObject';
import type { DumpSession } from '../host/dumpSession';
import { findCType } from '../expression/findCType';
import { MeantProcesses } from './meantProcesses';
import { memoryAt } from './memoryAt';
import { readRegions } from './memoryRegions';
import { MemorySearch } from './memorySearch';
import { startOfMemory } from './startOfMemory';

export function memoryPanelHandlers(session: DumpSession): Handlers<MemoryRequests> {
  const searches = new WeakMap<Kernel, MemorySearch>();
  const searchIn = async (kernel: Kernel): Promise<MemorySearch> => {
    const meanings = await session.crash.addressMeanings();
    const search = searches.get(kernel) ?? new MemorySearch(kernel, meanings);
    searches.set(kernel, search);
    return search;
  };
  const processes = new MeantProcesses(session);
  return {
    memoryInfo: () => {
      const { dump, memory } = session.kernel;
      const { littleEndian, wordSizeBytes } = dump.machine;
      const { dumpLevel } = dump.format;
      return {
        littleEndian,
        wordSizeBytes,
        pageSizeBytes: memory.translator.pageSizeBytes,
        start: hex(startOfMemory(session.kernel)),
        ...(dumpLevel !== undefined && { dumpLevel }),
      };
    },
    memoryMeanings: async ({ address, sizeBytes, physical, task }) => {
      const meanings = await session.crash.addressMeanings();
      const process = await processes.find(task);
      return readMemoryMeanings(session.kernel, meanings, BigInt(address), sizeBytes, physical, process);
    },
    memoryPage: async ({ address, physical, task }) => {
      const meanings = await session.crash.addressMeanings();
      const at = BigInt(address);
      const { kernel } = session;
      if (physical) return readPhysicalPage(kernel, meanings, at);
      const { memory, owner, missing } = await memoryAt(session, at, task);
      const page = missing
        ? { entries: [], fault: missing.detail }
        : readVirtualPage(kernel, memory, meanings, at);
      if (!owner) return page;
      const region = (await processes.find(task))?.regions.find(at);
      return {
        ...page,
        process: taskText(owner),
        ...(region && { name: regionText(region, at) }),
      };
    },
    memoryRegions: async ({ physical }, { token }) => ({
      regions: await readRegions(session.kernel, physical, token),
    }),
    memoryOverlay: async ({ type, address, task }) => {
      await session.crash.addressMeanings();
      const { kernel } = session;
      const found = findCType(kernel.allTypes, type) ?? findCType(kernel.allTypes, `struct ${type}`);
      if (!found) throw typeMissing(`type “${type}”`);
      const at = virtualAddress(BigInt(address));
      const { memory } = await memoryAt(session, at, task);
      return readMemoryOverlay(kernel, new TypedObject(kernel.objects.withMemory(memory), found, at));
    },
    searchMemory: async (params) => (await searchIn(session.kernel)).part(params),
    nextMappedPage: async ({ address, physical, backwards, task }, { token }) => {
      const { dump } = session.kernel;
      const at = BigInt(address);
      const { memory } = await memoryAt(session, at, task);
      const found = physical
        ? findRamPage(dump.memory, at, memory.translator.pageSizeBytes, backwards)
        : await findMappedPage(memory, at, backwards, token);
      return { address: found === undefined ? null : hex(found) };
    },
  };
}
