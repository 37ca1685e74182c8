import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import type { CancellationToken, ProgressListener } from '../base/cancellation';
import { cancelled, VmcoreError } from '../base/errors';
import {
  debuginfodAnswerTooLarge,
  debuginfodFailed,
  debuginfodNotKept,
  debuginfodUnfit,
} from './debuginfodErrors';
import { UnfinishedFile } from './unfinishedFile';

export interface Debuginfod {
  /** Servers that the person named, asked in this order; nobody else ever hears of a build-id. */
  readonly urls: readonly string[];
  /** Laid out like /usr/lib/debug, so that what was fetched once is found without asking. */
  readonly cacheFolder: string;
  /** The most that a file may have. */
  readonly maxSizeBytes?: number;
  /** How long a server may say nothing. */
  readonly silenceMs?: number;
}

export interface FetchOptions {
  readonly token: CancellationToken;
  /** In bytes; the total is 0 where the server does not say. */
  readonly progress?: ProgressListener;
}

/** A file on a server, and where it is to lie on this machine. */
export interface ServedFile {
  /** Below the server's address, as the protocol names it: `buildid/…/debuginfo`. */
  readonly request: string;
  readonly path: string;
  /** @throws VmcoreError about a file that is not what was asked for: it is thrown away */
  readonly check?: (path: string, url: string) => void;
}

/** A kernel with all drivers built in and full debug information has two. */
const defaultMaxSizeBytes = 8 * 1024 ** 3;
const defaultSilenceMs = 60_000;
/** What another server would not mend. */
const endsAll: ReadonlySet<string> = new Set(['cancelled', 'debuginfod-not-kept']);

/**
 * Puts the file in its place, from the first server that has it. False where none has.
 * @throws VmcoreError `debuginfod-failed`, `debuginfod-too-large`, `debuginfod-unfit`, or of the check, about the last
 * server that could not answer, where no other could; `debuginfod-not-kept`; `cancelled`
 */
export async function download(
  file: ServedFile,
  server: Debuginfod,
  options: FetchOptions,
): Promise<boolean> {
  let failure: VmcoreError | undefined;
  for (const url of server.urls) {
    try {
      if (await downloadFrom(url, file, server, options)) return true;
    } catch (error) {
      if (!(error instanceof VmcoreError) || endsAll.has(error.code)) throw error;
      failure = error;
    }
  }
  if (failure) throw failure;
  return false;
}

/** False where the server does not have it. */
async function downloadFrom(
  url: string,
  file: ServedFile,
  server: Debuginfod,
  options: FetchOptions,
): Promise<boolean> {
  const answer = await ask(url, file.request, server, options.token);
  if (answer === undefined) return false;
  try {
    await keep(chunksOf(answer, url, server, options), file, url);
    return true;
  } catch (error) {
    // What the server did wrong is a VmcoreError by now: the rest is of this machine's disk.
    throw error instanceof VmcoreError ? error : debuginfodNotKept(server.cacheFolder, error);
  } finally {
    answer.destroy();
  }
}

async function keep(
  chunks: AsyncIterable<Uint8Array>,
  { path, check }: ServedFile,
  url: string,
): Promise<void> {
  const unfinished = await UnfinishedFile.create(path);
  try {
    for await (const chunk of chunks) await unfinished.append(chunk);
    check?.(unfinished.path, url);
    await unfinished.takePlace();
  } finally {
    await unfinished.discard();
  }
}

/** Undefined for “not found”. Redirections are not followed: nobody named where they lead. */
function ask(
  url: string,
  request: string,
  { silenceMs = defaultSilenceMs }: Debuginfod,
  token: CancellationToken,
): Promise<IncomingMessage | undefined> {
  const target = addressOf(url);
  if (token.isCancelled) throw cancelled();
  return new Promise((resolve, reject) => {
    const get = target.protocol === 'https:' ? getSecure : getPlain;
    const address = { ...urlToHttpOptions(target), path: `${target.pathname}${request}` };
    const asked = get({ ...address, timeout: silenceMs }, (answer) => {
      const { statusCode = 0 } = answer;
      if (statusCode === 200) {
        resolve(answer);
        return;
      }
      answer.resume();
      if (statusCode === 404) resolve(undefined);
      else reject(debuginfodFailed(url, `it answered with status ${statusCode}`));
    });
    const listening = token.onCancel?.(() => asked.destroy(cancelled()));
    asked.on('timeout', () => {
      asked.destroy(debuginfodFailed(url, `it said nothing for ${silenceMs / 1000} s`));
    });
    asked.on('error', (error) => {
      reject(error instanceof VmcoreError ? error : debuginfodFailed(url, error.message));
    });
    asked.on('close', () => listening?.dispose());
  });
}

/** @throws VmcoreError what the server does wrong; `cancelled` */
async function* chunksOf(
  answer: IncomingMessage,
  url: string,
  { maxSizeBytes = defaultMaxSizeBytes }: Debuginfod,
  { token, progress }: FetchOptions,
): AsyncGenerator<Uint8Array> {
  const total = Number(answer.headers['content-length'] ?? 0);
  let done = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      done += chunk.length;
      if (token.isCancelled) throw cancelled();
      if (done > maxSizeBytes) throw debuginfodAnswerTooLarge(url, maxSizeBytes);
      progress?.(done, total);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof VmcoreError) throw error;
    if (token.isCancelled) throw cancelled();
    throw debuginfodFailed(url, error instanceof Error ? error.message : String(error));
  }
}

const ownHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** @throws VmcoreError `debuginfod-unfit`: what is fetched is read by debuggers, so nobody may change it on its way. */
function addressOf(url: string): URL {
  const base = url.endsWith('/') ? url : `${url}/`;
  if (!URL.canParse(base)) throw debuginfodUnfit(url);
  const target = new URL(base);
  const isSafe =
    target.protocol === 'https:' || (target.protocol === 'http:' && ownHosts.has(target.hostname));
  if (!isSafe) throw debuginfodUnfit(url);
  return target;
}
