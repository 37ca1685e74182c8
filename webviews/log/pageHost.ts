import type { Connection } from '../../core/protocol/connection';
import type { LogPanelEvents, LogPanelRequests } from '../../core/protocol/logPanel';
import type { PanelState } from './panelState';

/** What the page needs of the world outside. */
export interface PageHost {
  readonly request: Connection<LogPanelEvents, LogPanelRequests>['request'];
  readonly savedState: PanelState;
  saveState(state: PanelState & { readonly restoreKey: string }): void;
}
