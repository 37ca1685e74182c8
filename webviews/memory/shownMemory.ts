import type { MemoryInfo } from '../../core/protocol/panels/memoryRequests';
import { MemoryLoader } from './memoryLoader';
import type { MemoryHost } from './memoryRequests';
import { physicalSpace, virtualSpace, type AddressSpace } from './model/addressSpace';
import type { PanelState } from './model/panelState';
import { bytesPerRow, type RowLayout } from './model/rowLayout';
import { selectByte, startOf, type Selection } from './model/selection';

/** What the panel shows at the moment, and of which address space; its parts look here, and hear of changes. */
export class ShownMemory {
  selection: Selection;
  layout: RowLayout;
  private readonly loaders: { virtual: MemoryLoader; readonly physical: MemoryLoader };
  private isPhysical: boolean;

  constructor(
    readonly host: MemoryHost,
    readonly info: MemoryInfo,
    state: PanelState,
    arrived: () => void,
    failed: (error: unknown) => void,
  ) {
    const loader = (space: AddressSpace): MemoryLoader => new MemoryLoader(host, space, arrived, failed);
    this.loaders = { virtual: loader(virtualSpace), physical: loader(physicalSpace) };
    // User addresses are another process's then.
    host.context.changed.listen(() => {
      this.loaders.virtual = loader(virtualSpace);
      arrived();
    });
    this.isPhysical = state.space.physical;
    const { littleEndian, wordSizeBytes } = info;
    this.layout = { pointers: state.pointers, width: state.width, littleEndian, wordSizeBytes };
    this.selection = selectByte(state.cursor ?? BigInt(info.start));
  }

  get space(): AddressSpace {
    return this.loader.space;
  }

  set space({ physical }: AddressSpace) {
    this.isPhysical = physical;
  }

  get loader(): MemoryLoader {
    return this.isPhysical ? this.loaders.physical : this.loaders.virtual;
  }

  get rowBytes(): bigint {
    return BigInt(bytesPerRow(this.layout));
  }

  /** The first selected byte. */
  get start(): bigint {
    return startOf(this.selection);
  }

  rowOf(address: bigint): bigint {
    return address / this.rowBytes;
  }
}
