import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { basename } from 'node:path';
import { countGoingDown } from '../../core/analysis/blame';
import { VmcoreError } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';
import type { FrameData } from '../../core/protocol/backtraceData';
import { kernelFrameText } from '../../core/protocol/text/frameText';
import type { CodeReader } from '../code/codeReader';
import { codeMimeType, codeText, lineOf, type CodeSource } from '../code/codeSources';
import { clientColumn, clientLine } from './clientPosition';
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
      const shownFrames = frames.slice(startFrame, end);
      afterResponse(() => {
        void fetchMissingSources(
          state,
          shownFrames.map(({ data }) => data),
        );
      });
      const places = await placesOf(
        dump,
        shownFrames.map(({ data }) => data),
      );
      const goingDown = thread === dump.crashingThread ? countGoingDown(frames.map(({ data }) => data)) : 0;
      return {
        stackFrames: shownFrames.map(({ id, data }, index) => {
          const shown = places[index] ?? unplaced;
          const { source } = shown;
          return {
            id,
            name: source?.path === undefined ? `${asText(data)}${lineText(data)}` : asText(data),
            ...shown,
            line: clientLine(state.client, shown.line),
            column: clientColumn(state.client, shown.column),
            ...(source && startFrame + index < goingDown && { source: inTheBackground(source) }),
            instructionPointerReference: data.pc,
            moduleId: data.module ?? 'vmlinux',
          };
        }),
        totalFrames: frames.length,
      };
    },
    loadedSources: async () => ({ sources: await shownSources(state.dump) }),
    source: ({ source, sourceReference }) => {
      const reference = source?.sourceReference ?? sourceReference;
      const found = state.dump.codeSources.findByReference(reference);
      if (!found) throw sourceUnknown(reference);
      return { content: codeText(found), mimeType: codeMimeType };
    },
  };
}

/** Of the stacks that were looked at so far, each once: a dump does not tell of more. */
async function shownSources(dump: DebuggedDump): Promise<Dap.Source[]> {
  const found = new Map<string, Dap.Source>();
  for (const { source } of await placesOf(dump, dump.shownFrames)) {
    if (source) found.set(source.path ?? String(source.sourceReference), source);
  }
  return [...found.values()];
}

/** A client passes by such frames to the first one that tells why, and may fold them away. */
function inTheBackground(source: Dap.Source): Dap.Source {
  return { ...source, presentationHint: 'deemphasize', origin: 'the kernel going down' };
}

type Place = Pick<Dap.StackFrame, 'source' | 'line' | 'column' | 'presentationHint'>;

/** Grey, where not even the function's code can be read. */
const unplaced: Place = { line: 0, column: 0, presentationHint: 'subtle' };

/** Without a source line, the function's own code. */
async function placesOf(dump: DebuggedDump, frames: readonly FrameData[]): Promise<readonly Place[]> {
  const code = await findCode(dump);
  const places: Place[] = [];
  for (const frame of frames) {
    const path = dump.findSource(frame);
    const { line = 0, column = 1 } = frame;
    if (path !== undefined) places.push({ source: { name: basename(path), path }, line, column });
    else places.push(placeInCode(frame, code && (await dump.codeSources.ofFrame(frame, code))));
  }
  return places;
}

function placeInCode(frame: FrameData, code: CodeSource | undefined): Place {
  if (!code) return unplaced;
  const { name, reference: sourceReference } = code;
  return { source: { name, sourceReference, origin: 'disassembly' }, line: lineOf(code, frame), column: 1 };
}

/** Where it is in a source that is not on this machine. */
function lineText({ file, line }: FrameData): string {
  return file === undefined || line === undefined ? '' : visibleText(` (${basename(file)}:${line})`);
}

/** Undefined for machines whose code cannot be disassembled. */
async function findCode(dump: DebuggedDump): Promise<CodeReader | undefined> {
  try {
    return await dump.readCode();
  } catch (error) {
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}
