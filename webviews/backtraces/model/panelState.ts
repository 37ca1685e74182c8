import { scopes, type Scope } from './scopes';

/** What survives a reload of the window. */
export interface PanelState {
  readonly scope: Scope;
  readonly filter: string;
  readonly showIdle: boolean;
  readonly showScheduler: boolean;
  /** Keys of rows that are not as they are by default, the newest last. */
  readonly toggled: readonly string[];
  /** Of the current row, and of the first in sight. */
  readonly current?: string | undefined;
  readonly first?: string | undefined;
}

export const firstState: PanelState = {
  scope: 'crash',
  filter: '',
  showIdle: false,
  showScheduler: false,
  toggled: [],
};

const maxToggled = 500;
const maxTextLength = 1000;

/** Total: what an older version of this panel saved may be of any shape. */
export function parsePanelState(saved: unknown): PanelState {
  if (typeof saved !== 'object' || saved === null) return firstState;
  const { scope, filter, showIdle, showScheduler, toggled, current, first } = saved as Record<
    string,
    unknown
  >;
  return {
    scope: scopes.find((candidate) => candidate === scope) ?? firstState.scope,
    filter: text(filter) ?? '',
    showIdle: showIdle === true,
    showScheduler: showScheduler === true,
    toggled: Array.isArray(toggled) ? toggled.flatMap((key) => text(key) ?? []).slice(-maxToggled) : [],
    current: text(current),
    first: text(first),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, maxTextLength) : undefined;
}
