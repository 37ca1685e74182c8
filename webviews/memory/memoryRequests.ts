import type { DumpHostRequests } from '../../core/protocol/dumpHost';
import type { MemoryRequests } from '../../core/protocol/panels/memoryRequests';
import type { PanelHost } from '../panel/panelPage';

/** All that this page asks of the dump. */
export type MemoryPageRequests = MemoryRequests & Pick<DumpHostRequests, 'readMemory' | 'findPlaces'>;
export type MemoryHost = PanelHost<MemoryPageRequests>;
