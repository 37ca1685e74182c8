import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { VmcoreError } from '../../core/base/errors';
import type { FrameData } from '../../core/protocol/backtraceData';
import { kernelFrameText } from '../../core/protocol/frameText';
import { codeText, lineOf, type CodeSources } from '../code/codeSources';
import type { DapHandlers } from './dapRequests';
import type { DebuggedDump } from './debuggedDump';
import { sourceUnknown } from './errors';
import { functionName } from './functionName';
import type { SessionState } from './sessionState';

/** Stacks, a page at a time. */
export function stackHandlers(state: SessionState): Pick<DapHandlers, 'stackTrace' | 'source'> {
  return {
    stackTrace: async ({ threadId, startFrame = 0, levels = 0, format }) => {
      const { dump } = state;
      const thread = dump.thread(threadId);
      const frames = dump.framesOfThread(thread);
      const end = levels > 0 ? startFrame + levels : undefined;
      const asText = format?.hex === true || format?.module === true ? kernelFrameText : functionName;
      const sources = await findSources(dump);
      return {
        stackFrames: frames.slice(startFrame, end).map(({ id, data }) => ({
          id,
          name: asText(data),
          ...place(data, sources),
          instructionPointerReference: data.pc,
          moduleId: data.module ?? 'vmlinux',
        })),
        totalFrames: frames.length,
      };
    },
    source: async ({ source, sourceReference }) => {
      const reference = source?.sourceReference ?? sourceReference;
      const found = (await state.dump.codeSources()).findByReference(reference);
      if (!found) throw sourceUnknown(reference);
      return { content: codeText(found) };
    },
  };
}

type Place = Pick<Dap.StackFrame, 'source' | 'line' | 'column' | 'presentationHint'>;

/** Without a source line, the function's own code; grey where not even that can be read. */
function place(frame: FrameData, sources: CodeSources | undefined): Place {
  const code = sources?.ofFrame(frame);
  if (!code) return { line: 0, column: 0, presentationHint: 'subtle' };
  const { name, reference: sourceReference } = code;
  return { source: { name, sourceReference, origin: 'disassembly' }, line: lineOf(code, frame), column: 1 };
}

/** Undefined for machines whose code cannot be disassembled. */
async function findSources(dump: DebuggedDump): Promise<CodeSources | undefined> {
  try {
    return await dump.codeSources();
  } catch (error) {
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}
