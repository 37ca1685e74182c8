import type { Checks } from '../../core/protocol/check';
import type { RequestContext } from '../../core/protocol/connection';
import type { OpenDump } from '../dumpHost/openDump';
import type { RelayedRequests } from './relay';

/** Behind the check of its params, which `checkedHandlers` puts there. */
type AnsweredRequest = (params: never, context: RequestContext) => unknown;

/** One kind of panel over a dump. One file a kind in this folder, and one row in `panelKinds.ts`. */
export interface PanelKind {
  /** Names its page (`webviews/<view>`), its panels (`vmcore.<view>`) and its commands (`vmcore.<view>.<command>`). */
  readonly view: 'backtraces' | 'memory' | 'tasks' | 'structure';
  /** Of a tab: "Memory: vmcore". */
  title(fileName: string): string;
  /** The requests of its page that go on to the dump host. */
  readonly relayed: Partial<Checks<RelayedRequests>>;
  /** The requests of its page that the extension itself answers, beside those that every page makes. */
  answered?(dump: OpenDump): Readonly<Record<string, AnsweredRequest>>;
  /** What the page does when a key, a menu or the palette says so. `copy` and `copyMarkdown` are among them. */
  readonly commands: readonly string[];
}

export function viewTypeOf({ view }: PanelKind): string {
  return `vmcore.${view}`;
}
