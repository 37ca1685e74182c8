import { visibleText } from '../../core/base/visibleText';
import type { FrameData } from '../../core/protocol/backtraceData';

/** The function alone, as a call stack shows it; code without a name by its address. */
export function functionName({ symbol, pc, module }: FrameData): string {
  const name = symbol ?? pc;
  return visibleText(module === undefined ? name : `${name} [${module}]`);
}
