import type { Remedy } from '../../core/protocol/dumpState';

/** Errors about the contents: reading again gives the same, another editor may do better. */
const wrongKind = new Set([
  'not-a-dump',
  'empty-file',
  'text-file',
  'kernel-log',
  'elf-not-core',
  'compressed-file',
]);

/** What to offer, likeliest first, when opening failed with error `code`. */
export function remediesFor(code: string): Remedy[] {
  switch (code) {
    case 'dump-host-stopped':
      return ['retry', 'show-output'];
    case 'internal':
      return ['retry', 'show-output', 'open-with'];
    case 'cancelled':
      return ['retry'];
    case 'not-on-disk':
      return ['open-with'];
    default:
      return wrongKind.has(code)
        ? ['open-as-text', 'open-with', 'retry']
        : ['retry', 'open-with', 'show-output'];
  }
}
