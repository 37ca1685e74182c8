import { physicalAddress, virtualAddress } from '../../core/base/address';
import { checkedHandlers } from '../../core/protocol/check';
import type { Handlers } from '../../core/protocol/connection';
import { debugRequestChecks, maxTasksOfAnswer, type DebugRequests } from '../../core/protocol/debugRequests';
import { maxLogChunkRecords } from '../../core/protocol/dumpHost';
import { logRecords } from '../../core/report/log/logRecords';
import { readModuleData } from '../../core/report/moduleData';
import { symbolAnswer } from '../../core/report/symbolData';
import { tasksData } from '../../core/report/tasks/taskData';
import { typeLayout } from '../../core/report/objects/typeLayout';
import { typeMissing } from '../../core/types/errors';
import { findCType } from '../expression/findCType';
import { contextHandlers } from './contextRequests';
import type { SessionState } from './sessionState';

/** The session's own requests; each one's arguments are checked before they come here. */
export function vmcoreHandlers(state: SessionState): Handlers<DebugRequests> {
  return checkedHandlers(debugRequestChecks, {
    'vmcore/tasks': ({ start = 0, count = maxTasksOfAnswer }) => {
      const { kernel, stacks } = state.dump;
      const { tasks } = stacks.tasks;
      return { total: tasks.length, tasks: tasksData(kernel.objects, tasks.slice(start, start + count)) };
    },
    'vmcore/backtrace': ({ threadId }) => state.dump.thread(threadId).readStack(),
    'vmcore/log': ({ start = 0, count = maxLogChunkRecords }) => {
      const { log } = state.dump.kernel;
      return { total: log.total, records: logRecords(log, start, count) };
    },
    'vmcore/memory': ({ address, sizeBytes, physical = false }) => {
      const { kernel } = state.dump;
      const bytes = new Uint8Array(sizeBytes);
      const gaps = physical
        ? kernel.dump.memory.read(physicalAddress(BigInt(address)), bytes)
        : kernel.memory.read(virtualAddress(BigInt(address)), bytes);
      return {
        data: Buffer.from(bytes).toString('base64'),
        gaps: gaps.map(({ offset, sizeBytes: size, reason }) => ({ offset, sizeBytes: size, reason })),
      };
    },
    'vmcore/symbols': ({ query }) => symbolAnswer(state.dump.kernel.symbolFinder, query),
    'vmcore/type': ({ name }) => {
      const type = findCType(state.dump.kernel.allTypes, name);
      if (!type) throw typeMissing(`type “${name}”`);
      return typeLayout(type);
    },
    'vmcore/modules': () => readModuleData(state.dump.kernel),
    'vmcore/verdict': () => state.dump.readVerdict(),
    ...contextHandlers(state),
    'vmcore/crash': async ({ line }, { token }) => {
      const lines: string[] = [];
      await state.dump.crash.run(line, (output) => lines.push(output), { token });
      return { lines };
    },
  });
}
