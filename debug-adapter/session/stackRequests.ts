import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { visibleText } from '../../core/base/visibleText';
import type { FrameData } from '../../core/protocol/backtraceData';
import { kernelFrameText } from '../../core/protocol/frameText';
import type { DapHandlers } from './dapRequests';
import type { DebugFrame } from './debugThread';
import type { SessionState } from './sessionState';

/** Stacks, a page at a time. */
export function stackHandlers(state: SessionState): Pick<DapHandlers, 'stackTrace'> {
  return {
    stackTrace: ({ threadId, startFrame = 0, levels = 0, format }) => {
      const { dump } = state;
      const thread = dump.thread(threadId);
      const frames = dump.framesOfThread(thread);
      const end = levels > 0 ? startFrame + levels : undefined;
      const asText = format?.hex === true || format?.module === true ? kernelFrameText : functionName;
      return {
        stackFrames: frames.slice(startFrame, end).map((frame) => stackFrame(frame, asText(frame.data))),
        totalFrames: frames.length,
      };
    },
  };
}

function stackFrame({ id, data }: DebugFrame, name: string): Dap.StackFrame {
  return {
    id,
    name,
    line: 0,
    column: 0,
    instructionPointerReference: data.pc,
    moduleId: data.module ?? 'vmlinux',
    presentationHint: 'subtle',
  };
}

/** The function alone, as a call stack shows it; code without a name by its address. */
function functionName({ symbol, pc, module }: FrameData): string {
  const name = symbol ?? pc;
  return visibleText(module === undefined ? name : `${name} [${module}]`);
}
