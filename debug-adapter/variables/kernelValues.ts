import type { Kernel } from '../../core/kernel/kernel';
import { symbolText } from './addressText';
import { ValueReader } from './valueReader';

/** Shows objects of that kernel: what debug sessions and panels show is the same. */
export function kernelValues(kernel: Kernel): ValueReader {
  return new ValueReader({
    space: () => kernel.objects,
    nameOf: (address) => symbolText(kernel, address),
    findAddress: kernel.findAddress,
  });
}
