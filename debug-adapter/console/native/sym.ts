import { formatAddress } from '../../../core/base/address';
import { visibleText } from '../../../core/base/visibleText';
import type { SymbolData } from '../../../core/protocol/symbolData';
import { symbolAnswer } from '../../../core/report/symbolData';
import type { NativeCommand } from '../nativeCommand';

/** `sym NAME|ADDRESS…` */
export const sym: NativeCommand = (queries, { kernel }) => {
  if (queries.length === 0 || queries.some((query) => query.startsWith('-'))) return undefined;
  return queries.flatMap((query) => symbolAnswer(kernel.symbolFinder, query).symbols.map(symbolLine));
};

/** crash counts in decimal. */
function symbolLine({ address, type, name, offset, module }: SymbolData): string {
  const at = formatAddress(BigInt(address) + BigInt(offset));
  const place = offset === 0 ? name : `${name}+${offset}`;
  return `${at} (${type}) ${visibleText(place)}${module === undefined ? '' : ` [${visibleText(module)}]`}\n`;
}
