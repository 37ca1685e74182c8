import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTemporaryFolder, run } from './childProcess';

/** One function at an address as a peer prints it. */
export interface PeerFrame {
  readonly functionName: string;
  /** `file:line`; undefined where it knows none. */
  readonly place: string | undefined;
}

/** binutils' and elfutils' addr2line share their options, nearly their output, and no code. */
export type SourcePeer = 'addr2line' | 'eu-addr2line';

const PEER_TIMEOUT_MS = 300_000;

/**
 * The functions at each address, innermost first; both peers take the symbol table where the debuginfo has no function.
 * @param section where given, the addresses count from its start
 */
export function askSourcePeer(
  peer: SourcePeer,
  path: string,
  addresses: readonly bigint[],
  section?: string,
): Promise<readonly (readonly PeerFrame[])[]> {
  return inTemporaryFolder(async (folder) => {
    const stdinPath = join(folder, 'addresses');
    const stdoutPath = join(folder, 'answers');
    await writeFile(stdinPath, addresses.map((address) => `0x${address.toString(16)}\n`).join(''));
    const sectionArguments = section === undefined ? [] : ['-j', section];
    await run([peer, '-a', '-i', '-f', ...sectionArguments, '-e', path], {
      timeoutMs: PEER_TIMEOUT_MS,
      logPath: join(folder, 'log'),
      stdinPath,
      stdoutPath,
    });
    const answers = parseAnswers(await readFile(stdoutPath, 'utf8'));
    if (answers.length !== addresses.length) throw new Error(`${peer} gave ${answers.length} answers`);
    return answers;
  });
}

/** A line with the address, then a line with the name and one with the place for each function. */
function parseAnswers(text: string): PeerFrame[][] {
  const answers: PeerFrame[][] = [];
  let name: string | undefined;
  for (const line of text.trimEnd().split('\n')) {
    if (/^0x[0-9a-f]+$/.test(line)) answers.push([]);
    else if (name === undefined) name = line.replace(/ inlined at .*/, '');
    else {
      answers.at(-1)?.push({ functionName: name, place: placeOf(line) });
      name = undefined;
    }
  }
  return answers;
}

/** Without elfutils' column, its doubled slashes, and binutils' discriminator; `?` and 0 are no lines. */
function placeOf(line: string): string | undefined {
  const [, file, number] = /^(.+?):(\d+)(?::\d+)?(?: \(discriminator \d+\))?$/.exec(line) ?? [];
  return file === undefined || file === '??' || Number(number) === 0
    ? undefined
    : `${file.replaceAll('//', '/')}:${number}`;
}
