import type { LogTexts } from '../../kernel/log/logTexts';
import { findPanic } from '../../kernel/panic';
import { CrashScene } from './crashScene';

/** Five levels of page tables: what is no address there is none with four levels either. */
const widestAddressBits = 57;

/** The scene of a saved log, without a dump. */
export function openLogScene(log: LogTexts): CrashScene {
  const nothing = (): undefined => undefined;
  return new CrashScene({
    log,
    panic: findPanic(log),
    panicCpu: undefined,
    knowsPanicCpu: false,
    crashingStack: nothing,
    stackOfPid: nothing,
    stackOfCpu: nothing,
    lockWaits: nothing,
    addressBits: widestAddressBits,
    decode: nothing,
  });
}
