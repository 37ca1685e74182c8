import { arm64 } from './arm64';
import type { Architecture, Translator, TranslatorContext } from './architecture';
import { unsupportedArchitecture } from './errors';
import { x86_64 } from './x86_64';

/** Every architecture whose page tables can be read; a new one is one file and one line here. */
export const architectures: readonly Architecture[] = [x86_64, arm64];

export function findArchitecture(name: string): Architecture | undefined {
  return architectures.find((architecture) => architecture.name === name);
}

/**
 * The translator for a dump's machine.
 * @throws VmcoreError `unsupported-architecture`, or `page-tables-not-found`
 */
export function createTranslator(context: TranslatorContext): Translator {
  const architecture = findArchitecture(context.machine.name);
  if (!architecture) {
    throw unsupportedArchitecture(
      context.machine.name,
      architectures.map(({ label }) => label),
    );
  }
  return architecture.createTranslator(context);
}
