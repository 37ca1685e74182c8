import type { TaskRow } from '../../../core/protocol/taskTable';

/** A row, and what became known of it since: undefined as long as nobody looked. */
export interface ListedTask extends TaskRow {
  /** The function it sleeps in; null of one that ran, or whose stack tells nothing. */
  readonly waitChannel: string | null | undefined;
}
