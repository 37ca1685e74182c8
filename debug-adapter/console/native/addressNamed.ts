import type { Kernel } from '../../../core/kernel/kernel';

/** `init_task`, `schedule+26`, `ffffffff81000000`: an address as crash takes it, a symbol's name before hex digits. */
export function addressNamed(kernel: Kernel, text: string): bigint | undefined {
  const [, name = '', offset] = /^(.*?)(?:\+(0x[\da-f]{1,16}|\d{1,18}))?$/i.exec(text) ?? [];
  const start = kernel.findAddress(name) ?? hexAddress(name);
  return start === undefined ? undefined : BigInt.asUintN(64, start + BigInt(offset ?? 0));
}

/** `ffffffff81000000`, `0x400000`; undefined of anything else. */
export function hexAddress(text: string): bigint | undefined {
  const digits = /^(?:0x)?([\da-f]{1,16})$/i.exec(text)?.[1];
  return digits === undefined ? undefined : BigInt(`0x${digits}`);
}
