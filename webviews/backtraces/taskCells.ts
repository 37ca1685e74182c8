import { crashState } from '../../core/protocol/crashState';
import type { SurveyedStack, SurveyedTask } from '../../core/protocol/panels/backtracesRequests';
import { placeLink, type Follow } from '../panel/placeLink';
import { element, type Child } from '../shared/element';
import { digits } from './model/framePlace';
import { waitingIn } from './model/functionKinds';
import { strings } from './strings';

/** The most tasks that a row names. */
const namedTasks = 6;

/** One task: whose it is, what it does and where it waits. */
export function taskCells(
  task: SurveyedTask,
  stack: SurveyedStack | undefined,
  follow: Follow,
): readonly Child[] {
  const { state, cpu, onCpu, crashing } = task;
  return [
    element('span', { class: 'task' }, linkTo(task, 'tasks', follow)),
    element('span', { class: 'column' }, crashState(state)),
    element('span', { class: 'column' }, strings.cpu(cpu)),
    ...waitingCells(task, stack, follow),
    crashing ? element('span', { class: 'bad column' }, strings.crashing) : undefined,
    onCpu && !crashing ? element('span', { class: 'column' }, strings.running) : undefined,
    structureLink(task, follow),
  ];
}

/** Some tasks of a group, each leading to its own stack. */
export function memberCells(tasks: readonly SurveyedTask[], follow: Follow): readonly Child[] {
  const named = tasks.slice(0, namedTasks);
  const more = tasks.length - named.length;
  return [
    element('span', { class: 'note' }, `${strings.tasks(tasks.length)}: `),
    ...named.flatMap((task, index) => [index === 0 ? '' : ', ', linkTo(task, 'backtraces', follow)]),
    more > 0 ? element('span', { class: 'note' }, ` ${strings.andMore(more)}`) : undefined,
  ];
}

/** The tasks' different names, the first few of them. */
export function namesOf(tasks: readonly SurveyedTask[]): string {
  const names = new Set<string>();
  for (const { comm } of tasks) {
    if (names.size === namedTasks) return `${[...names].join(', ')}, …`;
    names.add(comm ?? strings.unknown);
  }
  return [...names].join(', ');
}

/** The function that a stack is known by, and the way to the lock that it waits for. */
export function waitingCells(
  task: SurveyedTask | undefined,
  stack: SurveyedStack | undefined,
  follow: Follow,
): readonly Child[] {
  const frame = stack && waitingIn(stack);
  if (!frame) return [element('span', { class: 'function absent' }, strings.emptyStack)];
  const { pc, symbol = digits(pc), module } = frame;
  const name = module === undefined ? symbol : `${symbol} [${module}]`;
  return [element('span', { class: 'function' }, name), task && lockCell(task, stack, follow)];
}

/** Undefined where the stack waits for no lock. */
export function lockCell(
  { task }: SurveyedTask,
  { wait }: Pick<SurveyedStack, 'wait'>,
  follow: Follow,
): HTMLElement | undefined {
  if (!wait) return undefined;
  const place = { view: 'tasks', task, locks: true } as const;
  return element(
    'span',
    { class: 'lock' },
    placeLink(strings.waits(wait.kind), place, follow, strings.waitsHint),
  );
}

function linkTo(of: SurveyedTask, view: 'tasks' | 'backtraces', follow: Follow): Child {
  const { task } = of;
  const text = strings.task(of);
  if (task === undefined) return text;
  return placeLink(text, { view, task }, follow, view === 'tasks' ? strings.inTasks : strings.itsStack);
}

function structureLink({ task }: SurveyedTask, follow: Follow): Child {
  if (task === undefined) return undefined;
  const place = { view: 'structure', type: 'struct task_struct', address: task } as const;
  return element('span', { class: 'column' }, placeLink(digits(task), place, follow, strings.inStructure));
}
