import type { DapHandlers } from './dapRequests';
import type { SessionState } from './sessionState';

export function threadHandlers(state: SessionState): Pick<DapHandlers, 'threads'> {
  return {
    threads: () => ({ threads: state.dump.threads.map(({ id, name }) => ({ id, name })) }),
  };
}
