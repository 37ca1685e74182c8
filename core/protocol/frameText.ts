import { visibleText } from '../base/visibleText';
import type { FrameData } from './backtraceData';

/** As the kernel's own traces name code: `name+0x1a/0x30 [module]`, or the address where it has no name. */
export function kernelFrameText({
  pc,
  symbol,
  offset,
  size,
  module,
}: Pick<FrameData, 'symbol' | 'offset' | 'size' | 'module'> & { readonly pc?: string }): string {
  const place = [offset, size].filter((part) => part !== undefined).join('/');
  const name = symbol === undefined ? (pc ?? '??') : place === '' ? symbol : `${symbol}+${place}`;
  return visibleText(module === undefined ? name : `${name} [${module}]`);
}
