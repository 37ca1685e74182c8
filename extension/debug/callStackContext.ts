import type { Disposable } from '../../core/base/emitter';
import type { DebugRequests } from '../../core/protocol/debugRequests';
import type { OpenDump } from '../dumpHost/openDump';
import type { TaskContexts } from '../navigation/context';

/** What of VS Code's session is needed. */
export interface ContextSession {
  readonly id: string;
  customRequest(command: string, args: unknown): PromiseLike<unknown>;
}

/** What is focused in the Call Stack. */
export interface CallStackItem {
  readonly session: ContextSession;
  readonly threadId: number;
  /** Absent for a thread. */
  readonly frameId?: number;
}

type Context = NonNullable<DebugRequests['vmcore/contextOfFrame']['result']>;

interface FollowedSession {
  readonly session: ContextSession;
  readonly dump: OpenDump;
  /** What was focused in it last. */
  readonly focused: Context;
}

/**
 * The Call Stack and the task that is set go together: a thread or frame that a person focuses there becomes the context
 * of its dump, and a task that is set elsewhere is focused there.
 */
export class CallStackContext implements Disposable {
  private readonly sessions = new Map<string, FollowedSession>();
  private readonly following: Disposable;
  private asked = 0;

  /** @param dumpOf the dump that a session is about; undefined for sessions of others */
  constructor(
    private readonly contexts: Pick<TaskContexts, 'of' | 'setByAddress' | 'changed'>,
    private readonly dumpOf: (session: ContextSession) => OpenDump | undefined,
    private readonly onError: (error: unknown) => void,
  ) {
    this.following = contexts.changed.listen((dump) => {
      this.follow(dump);
    });
  }

  /** VS Code has focused another thread or frame: because a person picked it, or by itself. */
  async focus({ session, threadId, frameId }: CallStackItem): Promise<void> {
    const dump = this.dumpOf(session);
    if (!dump) return;
    const asked = ++this.asked;
    try {
      const answer = await session.customRequest('vmcore/contextOfFrame', { threadId, frameId });
      // Another one may have been focused meanwhile.
      if (asked === this.asked && answer) await this.focused(session, dump, answer as Context);
    } catch (error) {
      this.onError(error);
    }
  }

  forget({ id }: ContextSession): void {
    this.sessions.delete(id);
  }

  dispose(): void {
    this.following.dispose();
  }

  private async focused(session: ContextSession, dump: OpenDump, focused: Context): Promise<void> {
    const before = this.sessions.get(session.id)?.focused;
    this.sessions.set(session.id, { session, dump, focused });
    const { task, frame } = focused;
    if (!before || !this.isChoice(before, focused, dump)) return;
    // The innermost frame is what a context without one means.
    await this.contexts.setByAddress(dump, task, frame === 0 ? undefined : frame);
  }

  /** VS Code itself goes from a thread to one of its frames, and to the thread of a task that was set. */
  private isChoice(before: Context, { task, frame }: Context, dump: OpenDump): boolean {
    if (before.task !== task) return this.contexts.of(dump)?.task !== task;
    return before.frame !== undefined && frame !== undefined && before.frame !== frame;
  }

  private follow(dump: OpenDump): void {
    const task = this.contexts.of(dump)?.task;
    for (const { session, dump: itsDump, focused } of this.sessions.values()) {
      if (itsDump !== dump || task === undefined || focused.task === task) continue;
      session.customRequest('vmcore/focusTask', { task }).then(undefined, this.onError);
    }
  }
}
