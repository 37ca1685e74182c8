import type { KernelObjects } from '../../types/kernelObjects';
import type { TypedObject } from '../../types/typedObject';
import { readProcessWords } from './processWords';

/**
 * The words that a process was started with. They lie in its own memory, which dumps of level 8 and more leave out:
 * undefined then.
 */
export function readTaskCommandLine(objects: KernelObjects, mm: TypedObject): readonly string[] | undefined {
  if (mm.address === 0n) return undefined;
  const { words, missing } = readProcessWords(objects, mm, 'arguments');
  return missing !== undefined || words.length === 0 ? undefined : words;
}
