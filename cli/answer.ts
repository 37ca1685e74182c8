import type { Problem } from '../core/base/problem';
import type { Kernel } from '../core/kernel/kernel';
import { wireData } from '../core/report/wireData';
import { parseCommandLine, requireOperands } from './arguments';
import { fileOptions, kernelFiles } from './kernelFileOptions';
import { openDumpWithTypes } from './openDumpFile';
import { writeNotice, writeOutput } from './output';

/** What a dump says to one question, and why that may not be all. */
export interface Answer<Data> {
  readonly data: Data;
  readonly problems: readonly Problem[];
}

/** Of every command that prints an answer. */
export const answerOptions = { ...fileOptions, json: { type: 'boolean' } } as const;

type AnswerValues = Parameters<typeof kernelFiles>[0] & { readonly json?: boolean | undefined };

type Read<Data> = (kernel: Kernel) => Answer<Data>;
type Text<Data> = (data: Data) => string;

/** Opens the dump and prints the answer, as text or as one JSON document; problems go to standard error. */
export async function printAnswer<Data>(
  path: string,
  values: AnswerValues,
  read: Read<Data>,
  text: Text<Data>,
): Promise<void> {
  const kernel = await openDumpWithTypes(path, kernelFiles(values));
  try {
    const { data, problems } = read(kernel);
    writeOutput(values.json ? `${JSON.stringify(wireData(data), undefined, 2)}\n` : text(data));
    for (const { message, at } of problems) writeNotice(at === undefined ? message : `${message} (${at})`);
  } finally {
    kernel.dump.close();
  }
}

/** A command that takes a dump and `--json`, nothing else. */
export function answering<Data>(
  usageLine: string,
  read: Read<Data>,
  text: Text<Data>,
): (args: readonly string[]) => Promise<void> {
  return async (args) => {
    const { values, positionals } = parseCommandLine(args, answerOptions, usageLine);
    const [path = ''] = requireOperands(positionals, ['FILE'], usageLine);
    await printAnswer(path, values, read, text);
  };
}
