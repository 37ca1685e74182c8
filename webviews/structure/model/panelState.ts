import type { ObjectRoot } from '../../../core/protocol/panels/structureRequests';
import type { PinnedObject } from './pinnedObjects';

/** What comes back after a reload. */
export interface StructurePanelState {
  readonly root: ObjectRoot | undefined;
  readonly hex: boolean;
  readonly expanded: readonly (readonly [key: string, count: number])[];
  readonly lists: readonly (readonly [key: string, link: string])[];
  readonly pins: readonly PinnedObject[];
  readonly onlyDifferences: boolean;
  readonly filter: string;
  /** The key of the current row. */
  readonly current: string;
}

const maxRestoredRows = 1000;
/** Nobody expands as many by hand. */
const maxRestoredNodes = 2000;

/** Of whatever a page saved, or something else of any shape. */
export function parsePanelState(saved: unknown): StructurePanelState {
  const state = recordOf(saved);
  const root = rootOf(state['root']);
  return {
    root,
    hex: state['hex'] === true,
    expanded: pairs(state['expanded']).flatMap(([key, count]) =>
      typeof count === 'number' && count >= 1
        ? [[key, Math.min(Math.floor(count), maxRestoredRows)] as const]
        : [],
    ),
    lists: pairs(state['lists']).flatMap(([key, link]) =>
      typeof link === 'string' ? [[key, link] as const] : [],
    ),
    pins: listOf(state['pins']).flatMap((pin) => {
      const { type, address } = rootOf(pin) ?? {};
      return type !== undefined && address !== undefined ? [{ type, address }] : [];
    }),
    onlyDifferences: state['onlyDifferences'] === true,
    filter: textOf(state['filter']),
    current: textOf(state['current']),
  };
}

function rootOf(value: unknown): ObjectRoot | undefined {
  const { type, address } = recordOf(value);
  if (typeof type !== 'string') return undefined;
  const isAddress = typeof address === 'string' && /^0x[0-9a-f]{1,16}$/.test(address);
  return isAddress ? { type, address } : { type };
}

function pairs(value: unknown): readonly (readonly [string, unknown])[] {
  return listOf(value).flatMap((pair) =>
    Array.isArray(pair) && typeof pair[0] === 'string' ? [[pair[0], pair[1] as unknown] as const] : [],
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]).slice(0, maxRestoredNodes) : [];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
