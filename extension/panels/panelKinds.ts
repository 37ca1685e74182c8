import { backtracesPanel } from './backtraces';
import { memoryPanel } from './memory';
import type { PanelKind } from './panelKind';
import { structurePanel } from './structure';
import { tasksPanel } from './tasks';

/** Every kind of panel; each is a file beside this one. */
export const panelKinds: readonly PanelKind[] = [backtracesPanel, memoryPanel, tasksPanel, structurePanel];
