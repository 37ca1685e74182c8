import { physicalAddress, virtualAddress } from '../../core/base/address';
import type { Handlers } from '../../core/protocol/connection';
import type { DumpHostRequests } from '../../core/protocol/dumpHost';
import type { DumpSession } from './dumpSession';
import { memoryAt } from '../memory/memoryAt';

export function memoryHandlers(session: DumpSession): Pick<Handlers<DumpHostRequests>, 'readMemory'> {
  return {
    readMemory: async ({ address, sizeBytes, physical, task }) => {
      const data = new Uint8Array(sizeBytes);
      const at = BigInt(address);
      if (physical) return { data, gaps: session.kernel.dump.memory.read(physicalAddress(at), data) };
      const { memory, missing } = await memoryAt(session, at, task);
      const gaps = missing ? [{ offset: 0, sizeBytes, ...missing }] : memory.read(virtualAddress(at), data);
      return { data, gaps };
    },
  };
}
