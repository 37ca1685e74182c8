import { visibleText } from '../../../core/base/visibleText';
import { logText } from '../../../core/kernel/log/logText';
import type { NativeCommand } from '../nativeCommand';

export const log: NativeCommand = (args, { kernel }) =>
  args.length === 0
    ? decoded(logText(kernel.log, { form: 'crash', callers: false, signedChar: kernel.signedChar }))
    : undefined;

function* decoded(pieces: Iterable<Uint8Array>): Iterable<string> {
  const decoder = new TextDecoder();
  for (const piece of pieces) yield visibleText(decoder.decode(piece, { stream: true }));
  yield decoder.decode();
}
