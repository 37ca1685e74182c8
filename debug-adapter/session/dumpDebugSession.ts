import { DebugSession, Response } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { CancellationSource } from '../../core/base/cancellation';
import { errorData } from '../../core/base/errors';
import type { Handlers, RequestContext } from '../../core/protocol/connection';
import type { DebugRequests } from '../../core/protocol/debugRequests';
import { requestRefused, requestUnknown } from './errors';
import type { DapContext, DapHandlers } from './dapRequests';
import { completionHandlers } from './completionRequests';
import { disassembleHandlers } from './disassembleRequests';
import { evaluateHandlers } from './evaluateRequests';
import { exceptionHandlers } from './exceptionRequests';
import { launchHandlers } from './launchRequests';
import { memoryHandlers } from './memoryRequests';
import { moduleHandlers } from './moduleRequests';
import { refusedRequests } from './refusedRequests';
import { SessionState, type OpenKernel } from './sessionState';
import { stackHandlers } from './stackRequests';
import { threadHandlers } from './threadRequests';
import { variableHandlers } from './variableRequests';
import { vmcoreHandlers } from './vmcoreRequests';

type Handler = (args: unknown, context: DapContext & RequestContext) => unknown;

/**
 * One debug session on a dump, for any client. It only routes: each request goes to the handler of its group, answers
 * and errors are sent here and nowhere else.
 */
export class DumpDebugSession extends DebugSession {
  private readonly state: SessionState;
  private readonly handlers: DapHandlers & Handlers<DebugRequests>;
  private readonly running = new Map<number, CancellationSource>();

  /** @param onEnd the client has let go of the session; called once */
  constructor(
    openKernel: OpenKernel,
    private readonly onEnd: () => void = () => undefined,
  ) {
    super();
    this.state = new SessionState(openKernel, (event) => {
      this.sendEvent(event);
    });
    this.handlers = {
      ...launchHandlers(this.state),
      ...threadHandlers(this.state),
      ...stackHandlers(this.state),
      ...variableHandlers(this.state),
      ...evaluateHandlers(this.state),
      ...completionHandlers(this.state),
      ...memoryHandlers(this.state),
      ...moduleHandlers(this.state),
      ...disassembleHandlers(this.state),
      ...exceptionHandlers(this.state),
      ...vmcoreHandlers(this.state),
    };
  }

  /** The client is gone, or has said so. */
  override shutdown(): void {
    for (const token of this.running.values()) token.cancel();
    this.state.dispose();
    this.onEnd();
  }

  protected override dispatchRequest(request: Dap.Request): void {
    void this.answer(request);
  }

  private async answer(request: Dap.Request): Promise<void> {
    const response: Dap.Response = new Response(request);
    const token = new CancellationSource();
    const afterwards: (() => void)[] = [];
    this.running.set(request.seq, token);
    try {
      const body = await this.handle(request, {
        token,
        progress: () => undefined,
        afterResponse: (action) => afterwards.push(action),
      });
      if (body !== undefined) response.body = body;
    } catch (error) {
      refuse(response, error);
    }
    this.running.delete(request.seq);
    this.sendResponse(response);
    for (const action of afterwards) action();
    if (request.command === 'disconnect') this.shutdown();
  }

  private handle({ command, arguments: args }: Dap.Request, context: Parameters<Handler>[1]): unknown {
    if (command === 'cancel') {
      this.cancel(args as Dap.CancelArguments | undefined);
      return undefined;
    }
    if (refusedRequests.has(command)) throw requestRefused(command);
    if (!Object.hasOwn(this.handlers, command)) throw requestUnknown(command);
    const handler = this.handlers[command as keyof typeof this.handlers] as Handler;
    return handler(args ?? {}, context);
  }

  private cancel({ requestId, progressId }: Dap.CancelArguments = {}): void {
    if (requestId !== undefined) this.running.get(requestId)?.cancel();
    if (progressId !== undefined) this.state.cancelProgress(progressId);
  }
}

/** The one place where a thrown value becomes an answer. */
function refuse(response: Dap.Response, error: unknown): void {
  const { code, message, nextStep } = errorData(error);
  response.success = false;
  response.message = code === 'cancelled' ? 'cancelled' : message;
  response.body = {
    error: {
      id: 1,
      format: '{message} {nextStep}',
      variables: { message, nextStep, code },
      showUser: code !== 'cancelled',
    },
  } satisfies Dap.ErrorResponse['body'];
}
