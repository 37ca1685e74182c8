import { cancelled, errorData, fromErrorData, type ErrorData } from '../base/errors';
import { CancellationSource, type CancellationToken, type ProgressListener } from '../base/cancellation';

/** One request: what goes in, what comes out. A table maps each request's name to one of these. */
export interface RequestType {
  readonly params: unknown;
  readonly result: unknown;
}
/** Written as an interface with one member a request. */
export type RequestTable<Table> = { readonly [Method in keyof Table]: RequestType };

/** Whatever carries messages: an IPC channel, a webview, a pair of arrays in a test. */
export interface Transport {
  /** Never throws: what is posted when the other side is gone is lost, and `Connection.close` tells so. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

type Message =
  | { readonly kind: 'request'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: ErrorData }
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly total: number }
  | { readonly kind: 'cancel'; readonly id: number };

export interface RequestContext {
  readonly token: CancellationToken;
  readonly progress: ProgressListener;
}

export interface RequestOptions {
  /** Calling `cancel` on it rejects the request here with code `cancelled` and tells the other side. */
  readonly cancellation?: RequestCancellation;
  readonly progress?: ProgressListener;
}

/** Cancels the requests in flight that were given it. */
export class RequestCancellation {
  private readonly listeners = new Set<() => void>();
  isCancelled = false;

  cancel(): void {
    if (this.isCancelled) return;
    this.isCancelled = true;
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }

  /** @internal Used by Connection alone. */
  onCancel(listener: () => void): void {
    this.listeners.add(listener);
  }
}

export type Handlers<Table extends RequestTable<Table>> = {
  readonly [Method in keyof Table]: (
    params: Table[Method]['params'],
    context: RequestContext,
  ) => Table[Method]['result'] | Promise<Table[Method]['result']>;
};

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly progress: ProgressListener | undefined;
}

/**
 * Requests, answers, errors, progress and cancellation over one transport; both sides may ask. `Ours` is the
 * table this side answers, `Theirs` the one the other side answers.
 */
export class Connection<Ours extends RequestTable<Ours>, Theirs extends RequestTable<Theirs>> {
  private nextId = 1;
  private closedBy: Error | undefined;
  private readonly pending = new Map<number, Pending>();
  private readonly running = new Map<number, CancellationSource>();

  constructor(
    private readonly transport: Transport,
    private readonly handlers: Handlers<Ours>,
  ) {
    transport.onMessage((message) => {
      // What was on its way when the connection was closed starts no work that nobody could stop.
      if (!this.closedBy && isMessage(message)) this.dispatch(message);
    });
  }

  request<Method extends keyof Theirs & string>(
    method: Method,
    params: Theirs[Method]['params'],
    options: RequestOptions = {},
  ): Promise<Theirs[Method]['result']> {
    if (this.closedBy) return Promise.reject(this.closedBy);
    if (options.cancellation?.isCancelled) return Promise.reject(cancelled());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, progress: options.progress });
      options.cancellation?.onCancel(() => {
        if (!this.pending.delete(id)) return;
        this.transport.post({ kind: 'cancel', id } satisfies Message);
        reject(cancelled());
      });
      this.transport.post({ kind: 'request', id, method, params } satisfies Message);
    });
  }

  /** The other side is gone: every request in flight, and every later one, fails with `reason`. */
  close(reason: Error): void {
    this.closedBy = reason;
    for (const pending of this.pending.values()) pending.reject(reason);
    this.pending.clear();
    for (const running of this.running.values()) running.cancel();
  }

  private dispatch(message: Message): void {
    switch (message.kind) {
      case 'request':
        void this.answer(message.id, message.method, message.params);
        break;
      case 'cancel':
        this.running.get(message.id)?.cancel();
        break;
      case 'progress':
        this.pending.get(message.id)?.progress?.(message.done, message.total);
        break;
      case 'result':
        this.settle(message.id)?.resolve(message.result);
        break;
      case 'error':
        this.settle(message.id)?.reject(fromErrorData(message.error));
        break;
    }
  }

  private settle(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    return pending;
  }

  private async answer(id: number, method: string, params: unknown): Promise<void> {
    const token = new CancellationSource();
    this.running.set(id, token);
    try {
      const result = await this.handle(method, params, {
        token,
        progress: (done, total) => {
          this.transport.post({ kind: 'progress', id, done, total } satisfies Message);
        },
      });
      this.transport.post({ kind: 'result', id, result } satisfies Message);
    } catch (error) {
      this.transport.post({ kind: 'error', id, error: errorData(error) } satisfies Message);
    } finally {
      this.running.delete(id);
    }
  }

  private async handle(method: string, params: unknown, context: RequestContext): Promise<unknown> {
    if (!Object.hasOwn(this.handlers, method)) {
      return Promise.reject(
        fromErrorData({
          code: 'unknown-request',
          message: `Nobody answers “${method}” here.`,
          nextStep: 'Reload the window; if it happens again, please report it.',
        }),
      );
    }
    return this.handlers[method as keyof Ours](params, context);
  }
}

/** The envelope alone; params and results are checked by whoever takes them. */
function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null) return false;
  const message = value as Record<string, unknown>;
  if (!Number.isSafeInteger(message['id'])) return false;
  switch (message['kind']) {
    case 'request':
      return typeof message['method'] === 'string';
    case 'progress':
      return typeof message['done'] === 'number' && typeof message['total'] === 'number';
    case 'error':
      return isErrorData(message['error']);
    default:
      return message['kind'] === 'result' || message['kind'] === 'cancel';
  }
}

function isErrorData(value: unknown): value is ErrorData {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message, nextStep } = value as Record<string, unknown>;
  return [code, message, nextStep].every((part) => typeof part === 'string');
}
