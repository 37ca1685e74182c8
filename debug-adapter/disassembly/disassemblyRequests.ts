import { virtualAddress, type VirtualAddress } from '../../core/base/address';
import type { Stacks } from '../../core/kernel/tasks/stacks';
import type { Handlers } from '../../core/protocol/connection';
import type { DisassemblyRequests } from '../../core/protocol/panels/disassemblyRequests';
import { lookupAddress } from '../../core/unwind/stackFrame';
import type { DumpSession } from '../host/dumpSession';
import { codeMarks } from './codeMarks';
import { disassemblyData } from './disassembleFunction';
import { stackOfTask } from '../tasks/taskAt';
import { functionUnknown, noCrashCode } from './errors';

export function disassemblyHandlers(session: DumpSession): Handlers<DisassemblyRequests> {
  return {
    disassembly: async ({ address: asked, task, frame, debuginfoPaths }) => {
      const { kernel } = session;
      const stacks = await session.crash.taskStacks();
      const source = await session.crash.sourceLines(debuginfoPaths);
      const code = await session.engines.code.reader();
      const address =
        asked === undefined
          ? await startAddress(session, stacks, task, frame)
          : virtualAddress(BigInt(asked));
      const found = code.functionAround(address);
      if (!found) throw functionUnknown(address);
      const lines = await code.read(found);
      const stack = stackOfTask(stacks, task);
      const at = frame === undefined ? undefined : stack.backtrace.frames[frame];
      const marks = codeMarks(kernel, stacks, stack, lines);
      return disassemblyData(kernel, found, at ? lookupAddress(at) : address, lines, marks, source);
    },
  };
}

/** Where the frame of the task is, the innermost one's when left out; without a task, what the crash is laid to. */
function startAddress(
  session: DumpSession,
  stacks: Stacks,
  task: string | undefined,
  frame = 0,
): Promise<VirtualAddress> | VirtualAddress {
  const at = task === undefined ? undefined : stackOfTask(stacks, task).backtrace.frames[frame];
  return at ? lookupAddress(at) : crashAddress(session, stacks);
}

/** In the function that the crash is laid to. */
async function crashAddress({ crash }: DumpSession, stacks: Stacks): Promise<VirtualAddress> {
  const [guilty] = (await crash.verdict()).frames;
  const frame = guilty?.index === undefined ? undefined : stacks.ofPanic().backtrace.frames[guilty.index];
  if (frame) return lookupAddress(frame);
  if (guilty?.pc === undefined) throw noCrashCode();
  return virtualAddress(BigInt(guilty.pc));
}
