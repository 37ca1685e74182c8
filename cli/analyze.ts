import { visibleText } from '../core/base/visibleText';
import { analyzeCrash } from '../core/analysis/analyzeCrash';
import { loadCrashDisassembler } from '../core/analysis/crashDisassembler';
import { sectionText } from '../core/protocol/report/textReport';
import { verdictSections } from '../core/protocol/report/verdictSections';
import type { Verdict } from '../core/protocol/verdict';
import { parseCommandLine, requireOperands } from './arguments';
import { fileOptions, kernelFiles } from './kernelFileOptions';
import { openDumpFile } from './openDumpFile';
import { writeNotice, writeOutput } from './output';
import { usage } from './usage';

const options = { ...fileOptions, json: { type: 'boolean' } } as const;

/** `vmcore analyze`: why the machine went down. */
export async function analyze(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.analyze);
  const [path = ''] = requireOperands(positionals, ['FILE'], usage.analyze);
  const kernel = await openDumpFile(path, kernelFiles(values));
  try {
    const verdict = analyzeCrash(kernel, await loadCrashDisassembler(kernel));
    if (values.json) writeOutput(`${JSON.stringify(verdict, undefined, 2)}\n`);
    else writeText(verdict);
  } finally {
    kernel.dump.close();
  }
}

function writeText(verdict: Verdict): void {
  const sections = verdictSections(verdict).map(sectionText);
  writeOutput(`${visibleText(verdict.title)}\n\n${sections.join('\n')}`);
  for (const { message } of verdict.problems) writeNotice(visibleText(message));
}
