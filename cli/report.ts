import { loadCrashDisassembler } from '../core/analysis/fault/crashDisassembler';
import { readCrashReport } from '../core/report/crashReport';
import { formatReport, type ReportFormat } from '../core/protocol/report/reportFormats';
import { parseCommandLine, requireOperands } from './arguments';
import { fileOptions, kernelFiles } from './kernelFileOptions';
import { openDumpWithTypes } from './openDumpFile';
import { writeOutput } from './output';
import { withSourceLines } from './withSourceLines';
import { usage, UsageError } from './usage';

const options = {
  ...fileOptions,
  markdown: { type: 'boolean' },
  html: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** `vmcore report`: all about a crash in one document, for a person or a bug tracker. */
export async function report(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.report);
  const [path = ''] = requireOperands(positionals, ['FILE'], usage.report);
  const [format = 'text', ...others] = (['markdown', 'html', 'json'] as const).filter(
    (name) => values[name],
  ) satisfies ReportFormat[];
  if (others.length > 0) {
    throw new UsageError('--markdown, --html and --json exclude each other', usage.report);
  }
  const files = kernelFiles(values);
  const kernel = await openDumpWithTypes(path, files);
  try {
    const disassembler = await loadCrashDisassembler(kernel);
    const crash = withSourceLines(kernel, files, (source) =>
      readCrashReport(kernel, disassembler, undefined, source),
    );
    writeOutput(formatReport(crash, format));
  } finally {
    kernel.dump.close();
  }
}
