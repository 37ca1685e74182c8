import { physicalSpace, virtualSpace, type AddressSpace } from './addressSpace';
import { widths, type Width } from './rowLayout';

/** What comes back after a reload. */
export interface PanelState {
  readonly space: AddressSpace;
  /** Of the first row in sight, and of the byte that is selected. */
  readonly top: bigint | undefined;
  readonly cursor: bigint | undefined;
  readonly width: Width;
  readonly pointers: boolean;
  /** Whether the page of the selected byte is shown. */
  readonly page: boolean;
  /** The C type that the bytes are seen as, from that address on. */
  readonly overlay: { readonly type: string; readonly address: bigint } | undefined;
}

/** From what the page saved, which may be of any shape. */
export function parsePanelState(saved: unknown): PanelState {
  const state = membersOf(saved);
  const overlay = membersOf(state['overlay']);
  const overlayAddress = parseAddress(overlay['address']);
  return {
    space: state['physical'] === true ? physicalSpace : virtualSpace,
    top: parseAddress(state['top']),
    cursor: parseAddress(state['cursor']),
    width: widths.find((width) => width === state['width']) ?? 1,
    pointers: state['pointers'] === true,
    page: state['page'] === true,
    overlay:
      typeof overlay['type'] === 'string' && overlayAddress !== undefined
        ? { type: overlay['type'], address: overlayAddress }
        : undefined,
  };
}

/** Plain data, as the page keeps it: bigints become hex. */
export function savedPanelState(state: PanelState): object {
  const { space, top, cursor, width, pointers, page, overlay } = state;
  return {
    physical: space.physical,
    ...(top !== undefined && { top: wire(top) }),
    ...(cursor !== undefined && { cursor: wire(cursor) }),
    width,
    pointers,
    page,
    ...(overlay && { overlay: { type: overlay.type, address: wire(overlay.address) } }),
  };
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
