import { scopes, type Scope } from './scopes';

/** What survives a reload of the window. */
export interface PanelState {
  readonly scope: Scope;
  readonly filter: string;
  readonly showIdle: boolean;
  readonly showScheduler: boolean;
  readonly isInverted: boolean;
  readonly focusFunction?: string | undefined;
  /** Keys of rows that are not as they are by default, the newest last. */
  readonly toggled: readonly string[];
  /** Keys of the current row and of the first in sight. */
  readonly current?: string | undefined;
  readonly first?: string | undefined;
}

const maxToggled = 500;
const maxTextLength = 1000;

/** Total: what an older version of this panel saved may be of any shape. */
export function parsePanelState(saved: unknown): PanelState {
  const state = typeof saved === 'object' && saved !== null ? (saved as Record<string, unknown>) : {};
  const toggled: unknown = state['toggled'];
  return {
    scope: scopes.find((scope) => scope === state['scope']) ?? 'crash',
    filter: text(state['filter']) ?? '',
    showIdle: state['showIdle'] === true,
    showScheduler: state['showScheduler'] === true,
    isInverted: state['isInverted'] === true,
    focusFunction: text(state['focusFunction']),
    toggled: Array.isArray(toggled) ? toggled.flatMap((key) => text(key) ?? []).slice(-maxToggled) : [],
    current: text(state['current']),
    first: text(state['first']),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, maxTextLength) : undefined;
}
