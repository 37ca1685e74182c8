import { InitializedEvent, OutputEvent, StoppedEvent, TerminatedEvent } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { visibleText } from '../../core/base/visibleText';
import type { DapHandlers } from './dapRequests';
import { fetchMissingDebuginfo } from './fetchDebuginfo';
import { joinGdb } from './joinGdb';
import { checkLaunchArguments } from './launchArguments';
import type { SessionState } from './sessionState';
import { panicLine } from './panicLine';
import { tellLimits } from './tellLimits';

type LaunchRequests =
  | 'initialize'
  | 'launch'
  | 'configurationDone'
  | 'restart'
  | 'disconnect'
  | 'terminate'
  | 'setBreakpoints'
  | 'setExceptionBreakpoints';

/** How a session begins and ends. */
export function launchHandlers(state: SessionState): Pick<DapHandlers, LaunchRequests> {
  const stop = (): void => {
    const description = panicLine(state.dump.kernel);
    const first = state.dump.crashingThread;
    const event: Dap.StoppedEvent = new StoppedEvent('exception', first?.id, description);
    event.body.description = description === undefined ? 'Dumped' : 'Crashed';
    event.body.allThreadsStopped = true;
    state.sendEvent(event);
  };
  const begin = (): void => {
    stop();
    tellLimits(state);
    void gainDebuginfo(state);
  };
  return {
    initialize: (args, { afterResponse }) => {
      state.client = args;
      afterResponse(() => {
        state.sendEvent(new InitializedEvent());
      });
      return capabilities;
    },
    launch: async (args, { token, afterResponse }) => {
      await state.launch(checkLaunchArguments(args), token);
      afterResponse(begin);
    },
    configurationDone: () => undefined,
    restart: async ({ arguments: args }, { token, afterResponse }) => {
      await state.launch(args ? checkLaunchArguments(args) : state.launchArguments, token);
      afterResponse(begin);
    },
    // The session ends itself once this is answered.
    disconnect: () => undefined,
    terminate: (_, { afterResponse }) => {
      afterResponse(() => {
        state.sendEvent(new TerminatedEvent());
      });
    },
    // Clients send their breakpoints unasked, whatever the capabilities say: each is shown as one that cannot be hit.
    setBreakpoints: ({ breakpoints = [] }) => ({
      breakpoints: breakpoints.map(() => ({
        verified: false,
        message: 'A dump does not run: breakpoints are never hit.',
      })),
    }),
    setExceptionBreakpoints: () => undefined,
  };
}

/** In the background: what a person sees first waits for none of it. */
async function gainDebuginfo(state: SessionState): Promise<void> {
  const { dump } = state;
  for (const { message, nextStep } of dump.sourceLines.moduleFileProblems) {
    const event: Dap.OutputEvent = new OutputEvent(visibleText(`${message} ${nextStep}\n`), 'console');
    state.sendEvent(event);
  }
  await fetchMissingDebuginfo(state);
  // The session may have ended, or begun anew, while something was fetched.
  if (state.isCurrent(dump)) await joinGdb(state);
}

const capabilities: Dap.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsEvaluateForHovers: true,
  supportsExceptionInfoRequest: true,
  supportsDelayedStackTraceLoading: true,
  supportsModulesRequest: true,
  supportsLoadedSourcesRequest: true,
  supportsReadMemoryRequest: true,
  supportsDisassembleRequest: true,
  supportsRestartRequest: true,
  supportsCancelRequest: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['.', '>'],
  supportsValueFormattingOptions: true,
  supportsTerminateRequest: false,
};
