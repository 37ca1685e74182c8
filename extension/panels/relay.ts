import type { Checks } from '../../core/protocol/check';
import { RequestCancellation, type RequestContext } from '../../core/protocol/connection';
import type { DumpHostRequests } from '../../core/protocol/dumpHost';
import type { ContextParams, TaskContext } from '../../core/protocol/taskContext';
import type { OpenDump } from '../dumpHost/openDump';

/** Requests that a page may make of the dump host under the same name. */
export type RelayedRequests = Omit<
  DumpHostRequests,
  'open' | 'openSavedLog' | 'debugMessage' | 'endDebugging'
>;

/** Those that mean the panel's context where they name no task themselves. */
const contextRequests: ReadonlySet<keyof RelayedRequests> = new Set([
  'findObject',
  'findPlaces',
  'memoryMeanings',
  'memoryOverlay',
  'memoryPage',
  'nextMappedPage',
  'readMemory',
]);

type Handler = (params: unknown, context: RequestContext) => Promise<unknown>;

/**
 * Hands those of a page's requests on to the dump host, checked, with their progress and their cancellation.
 * @param context of the panel
 */
export function relayTo(
  dump: OpenDump,
  checks: Partial<Checks<RelayedRequests>>,
  context: () => TaskContext | null,
): Readonly<Record<string, Handler>> {
  const methods = Object.keys(checks) as (keyof RelayedRequests)[];
  return Object.fromEntries(methods.map((method) => [method, relay(dump, method, checks[method], context)]));
}

function relay<Method extends keyof RelayedRequests>(
  dump: OpenDump,
  method: Method,
  check: Checks<RelayedRequests>[Method] | undefined,
  context: () => TaskContext | null,
): Handler {
  return async (params, { token, progress }) => {
    const cancellation = new RequestCancellation();
    const listening = token.onCancel?.(() => {
      cancellation.cancel();
    });
    try {
      const asked = check?.(params, method) as RelayedRequests[Method]['params'];
      const checked = contextRequests.has(method) ? inContext(asked, context()) : asked;
      return await dump.request(method, checked, { cancellation, progress });
    } finally {
      listening?.dispose();
    }
  };
}

function inContext<Params>(asked: Params, context: TaskContext | null): Params {
  if (!context || (asked as ContextParams).task !== undefined) return asked;
  return { ...asked, task: context.task, frame: context.frame };
}
