import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { basename } from 'node:path';
import { VmcoreError } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';
import type { FrameData } from '../../core/protocol/backtraceData';
import { kernelFrameText } from '../../core/protocol/frameText';
import { codeText, lineOf, type CodeSources } from '../code/codeSources';
import type { DapHandlers } from './dapRequests';
import type { DebuggedDump } from './debuggedDump';
import { sourceUnknown } from './errors';
import { fetchMissingSources } from './fetchSources';
import { functionName } from './functionName';
import type { SessionState } from './sessionState';

/** Stacks, a page at a time. */
export function stackHandlers(
  state: SessionState,
): Pick<DapHandlers, 'stackTrace' | 'source' | 'loadedSources'> {
  return {
    stackTrace: async ({ threadId, startFrame = 0, levels = 0, format }, { afterResponse }) => {
      const { dump } = state;
      const thread = dump.thread(threadId);
      const frames = dump.framesOfThread(thread);
      const end = levels > 0 ? startFrame + levels : undefined;
      const asText = format?.hex === true || format?.module === true ? kernelFrameText : functionName;
      const sources = await findSources(dump);
      const shownFrames = frames.slice(startFrame, end);
      afterResponse(() => {
        void fetchMissingSources(
          state,
          shownFrames.map(({ data }) => data),
        );
      });
      return {
        stackFrames: shownFrames.map(({ id, data }) => {
          const shown = place(data, sources, dump.findSource(data));
          return {
            id,
            name: shown.source?.path === undefined ? `${asText(data)}${lineText(data)}` : asText(data),
            ...shown,
            instructionPointerReference: data.pc,
            moduleId: data.module ?? 'vmlinux',
          };
        }),
        totalFrames: frames.length,
      };
    },
    loadedSources: async () => ({ sources: await shownSources(state.dump) }),
    source: async ({ source, sourceReference }) => {
      const reference = source?.sourceReference ?? sourceReference;
      const found = (await state.dump.codeSources()).findByReference(reference);
      if (!found) throw sourceUnknown(reference);
      return { content: codeText(found) };
    },
  };
}

/** Of the stacks that were looked at so far, each once: a dump does not tell of more. */
async function shownSources(dump: DebuggedDump): Promise<Dap.Source[]> {
  const code = await findSources(dump);
  const found = new Map<string, Dap.Source>();
  for (const frame of dump.shownFrames) {
    const { source } = place(frame, code, dump.findSource(frame));
    if (source) found.set(source.path ?? String(source.sourceReference), source);
  }
  return [...found.values()];
}

type Place = Pick<Dap.StackFrame, 'source' | 'line' | 'column' | 'presentationHint'>;

/** Without a source line, the function's own code; grey where not even that can be read. */
function place(frame: FrameData, sources: CodeSources | undefined, path: string | undefined): Place {
  const { line = 0, column = 1 } = frame;
  if (path !== undefined) return { source: { name: basename(path), path }, line, column };
  const code = sources?.ofFrame(frame);
  if (!code) return { line: 0, column: 0, presentationHint: 'subtle' };
  const { name, reference: sourceReference } = code;
  return { source: { name, sourceReference, origin: 'disassembly' }, line: lineOf(code, frame), column: 1 };
}

/** Where it is in a source that is not on this machine. */
function lineText({ file, line }: FrameData): string {
  return file === undefined || line === undefined ? '' : visibleText(` (${basename(file)}:${line})`);
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
