import { backtracesPanel } from './backtraces';
import type { PanelKind } from './panelKind';

/** Every kind of panel; each is a file beside this one. */
export const panelKinds: readonly PanelKind[] = [backtracesPanel];
