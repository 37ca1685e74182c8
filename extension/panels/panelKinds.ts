import type { PanelKind } from './panelKind';
import { structurePanel } from './structure';

/** Every kind of panel; each is a file beside this one. */
export const panelKinds: readonly PanelKind[] = [structurePanel];
