import type {
  SurveyedFrame,
  SurveyedStack,
  SurveyedTask,
} from '../../../../core/protocol/panels/backtracesRequests';
import { StackStore } from '../../../../webviews/backtraces/model/stackStore';

/** Names from the innermost function on; `name [module]` is a module's. */
export function madeStack(...names: readonly string[]): SurveyedStack {
  const frames = names.map((text): SurveyedFrame => {
    const [, symbol = '', module] = /^(\S+)(?: \[(\w+)\])?$/.exec(text) ?? [];
    return {
      pc: `0x${Buffer.from(symbol).toString('hex').slice(0, 16)}`,
      symbol,
      kind: 'call',
      ...(module && { module }),
    };
  });
  return { frames, end: { kind: 'bottom', message: 'The stack ends here.' } };
}

export function madeTask(pid: number, stack: number, more: Partial<SurveyedTask> = {}): SurveyedTask {
  return {
    pid,
    comm: `task${pid}`,
    state: 'S',
    cpu: 0,
    onCpu: false,
    task: `0x${pid.toString(16)}`,
    stack,
    ...more,
  };
}

export function madeStore(stacks: readonly SurveyedStack[], tasks: readonly SurveyedTask[]): StackStore {
  const store = new StackStore();
  store.add(0, 0, { total: tasks.length, tasks, stackTotal: stacks.length, stacks, problems: [] });
  return store;
}
