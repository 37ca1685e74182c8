import { formatAddress } from '../core/base/address';
import { visibleText } from '../core/base/visibleText';
import type { SymbolAnswer, SymbolData } from '../core/protocol/symbolData';
import { symbolAnswer } from '../core/report/symbolData';
import { parseCommandLine } from './arguments';
import { fileOptions, kernelFiles } from './kernelFileOptions';
import { openDumpWithTypes } from './openDumpFile';
import { writeLines, writeNotice, writeOutput } from './output';
import { usage, UsageError } from './usage';

const options = { ...fileOptions, json: { type: 'boolean' } } as const;

/** `vmcore sym`: where a name is, and what an address is in; exit status 1 when any of them is unknown. */
export async function sym(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.sym);
  const [path, ...queries] = positionals;
  if (path === undefined) throw new UsageError('FILE is missing', usage.sym);
  if (queries.length === 0) throw new UsageError('NAME or ADDRESS is missing', usage.sym);
  const kernel = await openDumpWithTypes(path, kernelFiles(values));
  try {
    const { symbolFinder } = kernel;
    const answers = queries.map((query) => symbolAnswer(symbolFinder, query));
    if (answers.some(({ symbols }) => symbols.length === 0)) process.exitCode = 1;
    if (values.json) writeOutput(`${JSON.stringify(answers, undefined, 2)}\n`);
    else answers.forEach(writeAnswer);
  } finally {
    kernel.dump.close();
  }
}

function writeAnswer({ query, symbols, suggestions = [] }: SymbolAnswer): void {
  writeLines(symbols.map(symbolLine));
  if (symbols.length > 0) return;
  const meant = suggestions.length > 0 ? ` Did you mean ${suggestions.join(', ')}?` : '';
  writeNotice(`No symbol is “${query}”, and no address in one.${meant}`);
}

/** As crash's `sym`, with offset and size as the kernel's own traces have them. */
function symbolLine({ address, type, name, offset, sizeBytes, module }: SymbolData): string {
  const at = formatAddress(BigInt(address) + BigInt(offset));
  const size = sizeBytes === undefined ? '' : `/0x${sizeBytes.toString(16)}`;
  const place = offset > 0 || size !== '' ? `+0x${offset.toString(16)}${size}` : '';
  return `${visibleText(`${at} (${type}) ${name}${place}${module === undefined ? '' : ` [${module}]`}`)}\n`;
}
