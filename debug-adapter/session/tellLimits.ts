import { OutputEvent } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { unwindUnsupported } from '../../core/unwind/errors';
import type { DebuggedDump } from './debuggedDump';
import type { SessionState } from './sessionState';

/** Says once what of this machine is not read, so that nobody takes what is shown for all that there was. */
export function tellLimits(state: SessionState): void {
  for (const message of limitsOf(state.dump)) {
    const event: Dap.OutputEvent = new OutputEvent(`${message}\n`, 'console');
    state.sendEvent(event);
  }
}

function limitsOf({ kernel, crashingThread }: DebuggedDump): readonly string[] {
  // Without threads, asking for them says why.
  if (!crashingThread) return [];
  const { problems, levels } = kernel.memory.translator;
  if (levels > 0) return [];
  const { message, nextStep } = unwindUnsupported(kernel.dump.machine.name);
  return [...problems.map((problem) => problem.message), `${message} ${nextStep}`];
}
