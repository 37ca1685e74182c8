import { VmcoreError } from '../../core/base/errors';

export function placeNotFound(text: string): VmcoreError {
  return new VmcoreError(
    'place-not-found',
    `“${text.trim().slice(0, 100)}” is nothing that this dump has.`,
    'Type an address, symbol+offset, pid:1, p:1000, struct_name address, *(expression) or @12.345.',
  );
}
