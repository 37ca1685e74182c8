import { arm64 } from './arm64';
import type { Architecture, Translator, TranslatorContext } from './architecture';
import { findLinearTranslator } from './linearTranslator';
import { pageTablesNotFound, unsupportedArchitecture } from './errors';
import { riscv64 } from './riscv64';
import { x86_64 } from './x86_64';

/** Every architecture whose page tables can be read; a new one is one file and one line here. */
export const architectures: readonly Architecture[] = [x86_64, arm64, riscv64];

export function findArchitecture(name: string): Architecture | undefined {
  return architectures.find((architecture) => architecture.name === name);
}

/**
 * The translator for a dump's machine. Where the dump does not name its machine (QEMU's compressed dumps of arm64 say
 * "Unknown"), it is the architecture whose page tables verify. A machine without an architecture here has its linear map.
 * @throws VmcoreError `unsupported-architecture`, or `page-tables-not-found`
 */
export function createTranslator(context: TranslatorContext): Translator {
  const { name } = context.machine;
  const architecture = findArchitecture(name);
  const translator = architecture
    ? architecture.findTranslator(context)
    : (probeArchitectures(context) ?? findLinearTranslator(context));
  if (translator) return translator;
  if (architecture) throw pageTablesNotFound(architecture.label, architecture.needs);
  throw unsupportedArchitecture(
    name,
    architectures.map(({ label }) => label),
  );
}

function probeArchitectures(context: TranslatorContext): Translator | undefined {
  if (!/^unknown/i.test(context.machine.name)) return undefined;
  for (const architecture of architectures) {
    const translator = architecture.findTranslator(context);
    if (translator?.problems.length === 0) return translator;
  }
  return undefined;
}
