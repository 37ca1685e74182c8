import { OutputEvent } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { formatByteSize } from '../../core/base/byteSize';
import { CancellationSource } from '../../core/base/cancellation';
import { errorData, VmcoreError } from '../../core/base/errors';
import { fetchDebuginfo } from '../../core/debuginfo/debuginfod';
import type { Debuginfod, FetchOptions } from '../../core/debuginfo/debuginfodDownload';
import { announce } from './announce';
import type { DebuggedDump } from './debuggedDump';
import { startProgress } from './progress';
import type { SessionState } from './sessionState';

const progressId = 'debuginfod';

/**
 * Fetches the debug information of the kernel and of the modules on the crashing stack that this machine lacks, from
 * the servers that the person named. Frames gain source lines when it is there. Never fails: it says what went wrong.
 */
export async function fetchMissingDebuginfo(state: SessionState): Promise<void> {
  const { dump } = state;
  const { debuginfod } = dump;
  const missing = debuginfod ? dump.sourceLines.missingBuildIds(modulesOfCrash(dump)) : [];
  if (!debuginfod || missing.length === 0) return;
  const token = new CancellationSource();
  const stopListening = dump.onDispose(() => {
    token.cancel();
  });
  const progress = startProgress(state, progressId, 'Fetching debug information', token);
  const fetched = await fetchAll(missing, debuginfod, {
    token,
    progress: (done, total) => {
      const size = formatByteSize(done);
      if (total > 0) progress.report(`${size} of ${formatByteSize(total)}`, done / total);
      else progress.report(size);
    },
  });
  stopListening();
  progress.end();
  for (const text of fetched.problems) state.sendEvent(tell(text));
  if (fetched.count === 0 || token.isCancelled) return;
  dump.debuginfoArrived();
  announce(
    state,
    ['stacks', 'variables'],
    'Debug information has come: stacks that are looked at anew have source lines.',
  );
}

/** @returns how many came, and what is to be said of the others: a cause that keeps several away is said once */
async function fetchAll(
  buildIds: readonly string[],
  server: Debuginfod,
  options: FetchOptions,
): Promise<{ readonly count: number; readonly problems: ReadonlySet<string> }> {
  let count = 0;
  const problems = new Set<string>();
  for (const buildId of buildIds) {
    if (options.token.isCancelled) break;
    try {
      if (await fetchDebuginfo(buildId, server, options)) count++;
      else problems.add(`No debuginfod server has build-id ${buildId}.\n`);
    } catch (error) {
      const { code, message, nextStep } = errorData(error);
      if (code !== 'cancelled') problems.add(`${message} ${nextStep}\n`);
    }
  }
  return { count, problems };
}

/** None where that stack cannot be read: whoever looks at it is told why. */
function modulesOfCrash(dump: DebuggedDump): readonly string[] {
  try {
    const { crashingThread } = dump;
    const frames = crashingThread ? dump.framesOfThread(crashingThread) : [];
    return frames.flatMap(({ data }) => data.module ?? []);
  } catch (error) {
    if (error instanceof VmcoreError) return [];
    throw error;
  }
}

function tell(text: string): Dap.OutputEvent {
  return new OutputEvent(text, 'console');
}
