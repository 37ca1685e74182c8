import { virtualAddress } from '../base/address';
import { ifKnown } from '../types/errors';
import type { KernelObjects } from '../types/kernelObjects';
import type { TypedObject } from '../types/typedObject';

/** As much as /proc/PID/cmdline showed before 4.2. */
const maxBytes = 4096;

/**
 * The words that a process was started with. They lie in its own memory, which dumps of level 8 and more leave out:
 * undefined then.
 */
export function readTaskCommandLine(objects: KernelObjects, mm: TypedObject): readonly string[] | undefined {
  if (mm.address === 0n) return undefined;
  return ifKnown(() => {
    const start = mm.member('arg_start').value;
    const sizeBytes = Number(mm.member('arg_end').value - start);
    if (!(sizeBytes > 0)) return undefined;
    const root = objects.memory.translate(mm.member('pgd').pointer);
    if (root.kind !== 'mapped') return undefined;
    const bytes = new Uint8Array(Math.min(sizeBytes, maxBytes));
    const gaps = objects.memory.withRoot(root.physical).read(virtualAddress(start), bytes);
    if (gaps.length > 0) return undefined;
    return Buffer.from(bytes).toString('utf8').replace(/\0+$/, '').split('\0');
  });
}
