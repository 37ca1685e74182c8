import { visibleText } from '../core/base/visibleText';
import type { Problem } from '../core/base/problem';
import { sysFacts } from '../core/protocol/sysFacts';
import type { Overview } from '../core/protocol/overview';
import { readOverview } from '../core/report/overview';
import { parseCommandLine, requireOperands } from './arguments';
import { fileOptions, kernelFiles } from './kernelFileOptions';
import { openDumpFile } from './openDumpFile';
import { writeOutput } from './output';
import { usage } from './usage';

const options = { ...fileOptions, json: { type: 'boolean' } } as const;

const labelWidth = 12;

/** `vmcore info`: what crashed, and on which machine. */
export async function info(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.info);
  const [path = ''] = requireOperands(positionals, ['FILE'], usage.info);
  const kernel = await openDumpFile(path, kernelFiles(values));
  try {
    const overview = readOverview(kernel);
    writeOutput(values.json ? `${JSON.stringify(overview, undefined, 2)}\n` : infoText(overview));
  } finally {
    kernel.dump.close();
  }
}

/** crash's `sys` first, line for line; then what only we tell. */
function infoText(overview: Overview): string {
  const lines = [
    ...sysFacts(overview).map(({ label, value }) => [label, value] as const),
    ['COMMAND LINE', overview.commandLine?.value] as const,
    ['TAINT', taintText(overview)] as const,
    ['BUILD-ID', overview.buildId] as const,
    ['DEBUGINFO', debuginfoText(overview)] as const,
    ['FORMAT', formatText(overview)] as const,
    ['LOG', logText(overview)] as const,
    ...overview.dump.missing.map((sentence) => ['MISSING', sentence] as const),
    ...overview.problems.map((problem) => ['PROBLEM', problemText(problem)] as const),
  ];
  return lines
    .filter(([, value]) => value !== undefined)
    .map(([label, value]) => `${label.padStart(labelWidth)}: ${visibleText(value ?? '')}\n`)
    .join('');
}

function taintText({ taint }: Overview): string | undefined {
  if (!taint) return undefined;
  if (taint.value.flags.length === 0) return 'none';
  return taint.value.flags.map(({ letter, meaning }) => `${letter} (${meaning})`).join(', ');
}

function debuginfoText({ debuginfo }: Overview): string {
  switch (debuginfo.kind) {
    case 'found':
      return debuginfo.path;
    case 'mismatch':
      return `${debuginfo.path} is of another build (${debuginfo.found})`;
    case 'missing':
      return 'no vmlinux found';
  }
}

function formatText({ dump }: Overview): string {
  const details = [
    dump.format,
    ...(dump.flattened ? ['flattened'] : []),
    `compression ${dump.compression}`,
    ...(dump.dumpLevel === undefined ? [] : [`dump level ${dump.dumpLevel}`]),
    ...(dump.excluded.length > 0 ? [`without ${dump.excluded.join(', ')}`] : []),
    ...(dump.parts.length > 1 ? [`${dump.parts.length} parts`] : []),
  ];
  return details.join('; ');
}

function logText({ log }: Overview): string {
  return `${log.count} messages`;
}

function problemText({ message, at }: Problem): string {
  return at === undefined ? message : `${message} (${at})`;
}
