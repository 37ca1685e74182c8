import { visibleText } from '../core/base/visibleText';
import { analyzeCrash, analyzeLog } from '../core/analysis/analyzeCrash';
import { loadCrashDisassembler } from '../core/analysis/fault/crashDisassembler';
import { sectionText } from '../core/protocol/report/textReport';
import { verdictSections } from '../core/protocol/report/verdictSections';
import type { KernelFiles } from '../core/kernel/sources/kernelFiles';
import type { Verdict } from '../core/protocol/verdict';
import { withGuiltySource } from '../core/report/stacks/guiltySource';
import { findSavedLog } from '../core/report/log/savedLog';
import { parseCommandLine, requireOperands } from './arguments';
import { fileOptions, kernelFiles } from './kernelFileOptions';
import { openDumpWithTypes } from './openDumpFile';
import { writeNotice, writeOutput } from './output';
import { usage } from './usage';
import { withSourceLines } from './withSourceLines';

const options = { ...fileOptions, json: { type: 'boolean' } } as const;

/** `vmcore analyze`: why the machine went down, by its dump or by its saved log. */
export async function analyze(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.analyze);
  const [path = ''] = requireOperands(positionals, ['FILE'], usage.analyze);
  const log = findSavedLog(path);
  const verdict = log ? analyzeLog(log) : await analyzeDump(path, kernelFiles(values));
  if (values.json) writeOutput(`${JSON.stringify(verdict, undefined, 2)}\n`);
  else writeText(verdict);
}

async function analyzeDump(path: string, files: KernelFiles): Promise<Verdict> {
  const kernel = await openDumpWithTypes(path, files);
  try {
    const verdict = analyzeCrash(kernel, await loadCrashDisassembler(kernel));
    return withSourceLines(kernel, files, (source) => withGuiltySource(verdict, source));
  } finally {
    kernel.dump.close();
  }
}

function writeText(verdict: Verdict): void {
  const sections = verdictSections(verdict).map(sectionText);
  writeOutput(`${visibleText(verdict.title)}\n\n${sections.join('\n')}`);
  for (const { message } of verdict.problems) writeNotice(visibleText(message));
}
