import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { CancellationToken } from '../../core/base/cancellation';
import type { LaunchArguments } from './launchArguments';

interface DapRequest<Arguments, Body> {
  readonly arguments: Arguments;
  readonly body: Body;
}

/** What the session answers, by DAP's own names. What is not here is refused (`refusedRequests`) or unknown. */
export interface DapRequests {
  initialize: DapRequest<Dap.InitializeRequestArguments, Dap.Capabilities>;
  launch: DapRequest<LaunchArguments, void>;
  configurationDone: DapRequest<unknown, void>;
  restart: DapRequest<{ readonly arguments?: LaunchArguments }, void>;
  disconnect: DapRequest<unknown, void>;
  terminate: DapRequest<unknown, void>;
  setBreakpoints: DapRequest<Dap.SetBreakpointsArguments, Dap.SetBreakpointsResponse['body']>;
  setExceptionBreakpoints: DapRequest<unknown, void>;
  threads: DapRequest<unknown, Dap.ThreadsResponse['body']>;
  stackTrace: DapRequest<Dap.StackTraceArguments, Dap.StackTraceResponse['body']>;
  scopes: DapRequest<Dap.ScopesArguments, Dap.ScopesResponse['body']>;
  variables: DapRequest<Dap.VariablesArguments, Dap.VariablesResponse['body']>;
  evaluate: DapRequest<Dap.EvaluateArguments, Dap.EvaluateResponse['body']>;
  completions: DapRequest<Dap.CompletionsArguments, Dap.CompletionsResponse['body']>;
  readMemory: DapRequest<Dap.ReadMemoryArguments, NonNullable<Dap.ReadMemoryResponse['body']>>;
  disassemble: DapRequest<Dap.DisassembleArguments, NonNullable<Dap.DisassembleResponse['body']>>;
  source: DapRequest<Dap.SourceArguments, Dap.SourceResponse['body']>;
  loadedSources: DapRequest<unknown, Dap.LoadedSourcesResponse['body']>;
  modules: DapRequest<Dap.ModulesArguments, Dap.ModulesResponse['body']>;
  exceptionInfo: DapRequest<Dap.ExceptionInfoArguments, Dap.ExceptionInfoResponse['body']>;
}

/** What a handler may need of the request beside its arguments. */
export interface DapContext {
  /** Cancelled by DAP's `cancel`, and when the session ends. */
  readonly token: CancellationToken;
  /** For what has to reach the client after the answer: events that tell of its effect. */
  readonly afterResponse: (action: () => void) => void;
}

export type DapHandlers = {
  readonly [Command in keyof DapRequests]: (
    args: DapRequests[Command]['arguments'],
    context: DapContext,
  ) => DapRequests[Command]['body'] | Promise<DapRequests[Command]['body']>;
};
