import { fromErrorData } from '../../core/base/errors';
import type { Overview } from '../../core/protocol/overview';
import type { OpenDump } from './openDump';

/**
 * The overview, once the dump is open.
 * @throws VmcoreError why it could not be opened, or why its dump host is gone.
 */
export async function whenOpen(dump: OpenDump): Promise<Overview> {
  while (dump.state.kind === 'opening') {
    await new Promise<void>((resolve) => {
      const listening = dump.stateChanged.listen(() => {
        listening.dispose();
        resolve();
      });
    });
  }
  if (dump.state.kind === 'open') return dump.state.overview;
  throw fromErrorData(dump.state.error);
}
