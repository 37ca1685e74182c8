import { physicalSpace, virtualSpace, type AddressSpace } from './addressSpace';
import { widths, type Width } from './rowLayout';

export interface Bookmark {
  readonly address: bigint;
  readonly physical: boolean;
  readonly note: string;
}

/** What comes back after a reload. */
export interface PanelState {
  readonly space: AddressSpace;
  /** Of the first row in sight, and of the byte that is selected. */
  readonly top: bigint | undefined;
  readonly cursor: bigint | undefined;
  readonly width: Width;
  readonly pointers: boolean;
  /** The C type that the bytes are seen as, from that address on. */
  readonly overlay: { readonly type: string; readonly address: bigint } | undefined;
  readonly bookmarks: readonly Bookmark[];
}

const maxBookmarks = 1000;

/** From what the page saved, which may be of any shape. */
export function parsePanelState(saved: unknown): PanelState {
  const state = membersOf(saved);
  const overlay = membersOf(state['overlay']);
  const overlayAddress = parseAddress(overlay['address']);
  const bookmarks = Array.isArray(state['bookmarks']) ? (state['bookmarks'] as unknown[]) : [];
  return {
    space: state['physical'] === true ? physicalSpace : virtualSpace,
    top: parseAddress(state['top']),
    cursor: parseAddress(state['cursor']),
    width: widths.find((width) => width === state['width']) ?? 1,
    pointers: state['pointers'] === true,
    overlay:
      typeof overlay['type'] === 'string' && overlayAddress !== undefined
        ? { type: overlay['type'], address: overlayAddress }
        : undefined,
    bookmarks: bookmarks.slice(0, maxBookmarks).flatMap(parseBookmark),
  };
}

/** Plain data, as the page keeps it: bigints become hex. */
export function savedPanelState(state: PanelState): object {
  const { space, top, cursor, width, pointers, overlay, bookmarks } = state;
  return {
    physical: space.physical,
    ...(top !== undefined && { top: wire(top) }),
    ...(cursor !== undefined && { cursor: wire(cursor) }),
    width,
    pointers,
    ...(overlay && { overlay: { type: overlay.type, address: wire(overlay.address) } }),
    bookmarks: bookmarks.map(({ address, ...rest }) => ({ ...rest, address: wire(address) })),
  };
}

function parseBookmark(saved: unknown): readonly Bookmark[] {
  const { address, physical, note } = membersOf(saved);
  const at = parseAddress(address);
  if (at === undefined) return [];
  return [{ address: at, physical: physical === true, note: typeof note === 'string' ? note : '' }];
}

function parseAddress(value: unknown): bigint | undefined {
  return typeof value === 'string' && /^0x[0-9a-f]{1,16}$/.test(value) ? BigInt(value) : undefined;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function wire(address: bigint): string {
  return `0x${address.toString(16)}`;
}
