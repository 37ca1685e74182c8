import type { Checks } from '../../core/protocol/check';
import { RequestCancellation, type RequestContext } from '../../core/protocol/connection';
import type { DumpHostRequests } from '../../core/protocol/dumpHost';
import type { OpenDump } from '../dumpHost/openDump';

/** Requests that a page may make of the dump host under the same name. */
export type RelayedRequests = Omit<
  DumpHostRequests,
  'open' | 'openSavedLog' | 'debugMessage' | 'endDebugging'
>;

type Handler = (params: unknown, context: RequestContext) => Promise<unknown>;

/** Hands those of a page's requests on to the dump host, checked, with their progress and their cancellation. */
export function relayTo(
  dump: OpenDump,
  checks: Partial<Checks<RelayedRequests>>,
): Readonly<Record<string, Handler>> {
  const methods = Object.keys(checks) as (keyof RelayedRequests)[];
  return Object.fromEntries(methods.map((method) => [method, relay(dump, method, checks[method])]));
}

function relay<Method extends keyof RelayedRequests>(
  dump: OpenDump,
  method: Method,
  check: Checks<RelayedRequests>[Method] | undefined,
): Handler {
  return async (params, { token, progress }) => {
    const cancellation = new RequestCancellation();
    const listening = token.onCancel?.(() => {
      cancellation.cancel();
    });
    try {
      const checked = check?.(params, method) as RelayedRequests[Method]['params'];
      return await dump.request(method, checked, { cancellation, progress });
    } finally {
      listening?.dispose();
    }
  };
}
