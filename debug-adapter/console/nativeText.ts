import { throwIfCancelled, type CancellationToken } from '../../core/base/cancellation';
import { bt, foreachBt } from './native/bt';
import { files } from './native/files';
import { dis } from './native/dis';
import { kmemSlabs, kmemUsage } from './native/kmem';
import { log } from './native/log';
import { mod } from './native/mod';
import { mount } from './native/mount';
import { ps } from './native/ps';
import { rd } from './native/rd';
import { struct } from './native/struct';
import { sym } from './native/sym';
import { sys } from './native/sys';
import { vm } from './native/vm';
import { vtop } from './native/vtop';
import type { NativeCommand, NativeContext } from './nativeCommand';

const commands: Readonly<Record<string, NativeCommand>> = {
  bt,
  'foreach bt': foreachBt,
  ps,
  sys,
  log,
  dmesg: log,
  mod,
  mount,
  files,
  vm,
  'kmem -i': kmemUsage,
  'kmem -s': kmemSlabs,
  rd,
  vtop,
  sym,
  dis,
  struct,
  union: struct,
};

/** More than an editor takes. */
const maxTextLength = 20_000_000;
/** Meanwhile nobody else is answered. */
const sliceMs = 20;

/**
 * The native reader's answer to a line for crash, in crash's format; undefined where it has none.
 * @throws VmcoreError what cannot be read, `cancelled`
 */
export async function nativeText(
  line: string,
  context: NativeContext,
  token: CancellationToken,
): Promise<string | undefined> {
  const words = line.trim().split(/\s+/);
  const length = [2, 1].find((count) => Object.hasOwn(commands, words.slice(0, count).join(' '))) ?? 0;
  const pieces = await commands[words.slice(0, length).join(' ')]?.(words.slice(length), context);
  return pieces && joined(pieces, token);
}

async function joined(pieces: Iterable<string>, token: CancellationToken): Promise<string> {
  let text = '';
  let sliceEnd = Date.now() + sliceMs;
  for (const piece of pieces) {
    text += piece;
    if (text.length > maxTextLength) return `${text.slice(0, maxTextLength)}\n`;
    if (Date.now() < sliceEnd) continue;
    await new Promise(setImmediate);
    throwIfCancelled(token);
    sliceEnd = Date.now() + sliceMs;
  }
  return text;
}
