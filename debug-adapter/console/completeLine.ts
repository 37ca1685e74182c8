import { crashCommands } from '../../core/engines/crash/crashCommands';
import type { Kernel } from '../../core/kernel/kernel';
import { readModules } from '../../core/kernel/modules/modules';
import type { Stacks } from '../../core/kernel/tasks/stacks';
import type { Completion, EngineName, LineCompletions } from '../../core/protocol/panels/consoleRequests';
import { wordsBeginning } from './wordsBeginning';

/** Commands of gdb that look at a dump. */
const gdbCommands = (
  'backtrace bt disassemble down explore frame help info inspect list macro output print printf ptype set show ' +
  'thread up whatis x'
).split(' ');

/** crash's commands whose argument names a task. */
const taskCommands = new Set([
  'bt',
  'btop',
  'ps',
  'task',
  'set',
  'files',
  'vm',
  'net',
  'sig',
  'foreach',
  'fuser',
  'ipcs',
]);

/** What the word at the end of a line for crash or gdb may become: a command, and then what its arguments name. */
export function completeLine(
  kernel: Kernel,
  stacks: Stacks,
  engine: EngineName,
  line: string,
): LineCompletions {
  const [, before = '', word = ''] = /^(.*?)([\w.$]*)$/s.exec(line) ?? [];
  return wordsBeginning(word, candidates(kernel, stacks, engine, before, word));
}

function candidates(
  kernel: Kernel,
  stacks: Stacks,
  engine: EngineName,
  before: string,
  word: string,
): Iterable<Completion> {
  const [command = '', ...rest] = before.trim().split(/\s+/);
  const commands = engine === 'gdb' ? gdbCommands : [...crashCommands, 'gdb', 'exit'];
  if (command === '') return texts(commands);
  if (engine === 'crash' && command === 'gdb') {
    return candidates(kernel, stacks, 'gdb', rest.length === 0 ? '' : `${rest.join(' ')} `, word);
  }
  if (command === 'help' || command === 'man') return texts(commands);
  if (/(?:^|\s)(?:struct|union)\s+$|^\s*\*\s*$/.test(before)) return texts(kernel.allTypes.structNames());
  if (command === 'mod') return texts(readModules(kernel.objects).modules.map(({ name }) => name));
  if (engine === 'crash' && taskCommands.has(command) && /^\d*$/.test(word)) return pids(stacks);
  // Nobody looks through all symbols at once.
  return word === '' ? [] : symbols(kernel);
}

function* texts(names: Iterable<string>): Iterable<Completion> {
  for (const text of names) yield { text };
}

function* symbols({ symbols: table }: Kernel): Iterable<Completion> {
  for (const { name } of table?.symbols() ?? []) yield { text: name };
}

function* pids(stacks: Stacks): Iterable<Completion> {
  for (const { pid, comm } of stacks.tasks.tasks) {
    if (pid !== undefined) yield { text: String(pid), ...(comm !== undefined && { detail: comm }) };
  }
}
