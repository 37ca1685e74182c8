import { physicalAddress, virtualAddress } from '../core/base/address';
import type { Handlers } from '../core/protocol/connection';
import type { DumpHostRequests } from '../core/protocol/dumpHost';
import type { DumpSession } from './dumpSession';

export function memoryHandlers(session: DumpSession): Pick<Handlers<DumpHostRequests>, 'readMemory'> {
  return {
    readMemory: ({ address, sizeBytes, physical }) => {
      const { kernel } = session;
      const data = new Uint8Array(sizeBytes);
      const at = BigInt(address);
      const gaps = physical
        ? kernel.dump.memory.read(physicalAddress(at), data)
        : kernel.memory.read(virtualAddress(at), data);
      return { data, gaps };
    },
  };
}
