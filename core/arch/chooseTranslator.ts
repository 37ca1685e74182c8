import { virtualAddress } from '../base/address';
import type { Problem } from '../base/problem';
import type { PhysicalMemory } from '../dump/physicalMemory';
import type { KernelNumbers, Translator, TranslatorContext } from './architecture';
import { PageTableTranslator, type TranslationScheme } from './pageTableTranslator';
import { VirtualMemory } from './virtualMemory';

/** How far into init_uts_ns the release may end: a reference count, then six names of 65 bytes (new_utsname). */
const utsNamespaceSizeBytes = 512;

/**
 * The first scheme through which the kernel's own name reads back. Numbers that lie, a level too many or a stray
 * encryption bit lead to other memory and so fail this; hence no version is ever asked.
 * @param schemes what the numbers of the dump suggest first, then every alternative
 * @returns undefined when there was no scheme at all
 */
export function chooseTranslator(
  context: TranslatorContext,
  schemes: Iterable<TranslationScheme>,
): Translator | undefined {
  const { memory, vmcoreinfo } = context;
  const seen: TranslationScheme[] = [];
  for (const scheme of schemes) {
    seen.push(scheme);
    const walkOnly = new PageTableTranslator({ ...scheme, fixedMapping: undefined }, memory);
    if (readsKernelRelease(walkOnly, vmcoreinfo, memory)) return new PageTableTranslator(scheme, memory);
  }
  for (const scheme of seen) {
    const translator = new PageTableTranslator(scheme, memory, [pageTablesIncomplete]);
    if (readsKernelRelease(translator, vmcoreinfo, memory)) return translator;
  }
  const [likeliest] = seen;
  return likeliest && new PageTableTranslator(likeliest, memory, [translationNotVerified]);
}

/** Whether the kernel's own name is where VMCOREINFO says: the proof of a translator. */
export function readsKernelRelease(
  translator: Translator,
  vmcoreinfo: KernelNumbers,
  memory: PhysicalMemory,
): boolean {
  const address = vmcoreinfo.symbol('init_uts_ns');
  if (address === undefined || !vmcoreinfo.release) return false;
  const bytes = new Uint8Array(utsNamespaceSizeBytes);
  new VirtualMemory(translator, memory).read(virtualAddress(address), bytes);
  return Buffer.from(bytes.buffer).includes(`\0${vmcoreinfo.release}\0`, 0, 'latin1');
}

const pageTablesIncomplete: Problem = {
  code: 'page-tables-incomplete',
  message:
    "The dump lacks part of the kernel's page tables; addresses of the kernel image are computed, others may be unreadable.",
};

const translationNotVerified: Problem = {
  code: 'translation-not-verified',
  message:
    "The kernel's release does not read back through its page tables; what is read from virtual addresses may be wrong.",
};
