import assert from 'node:assert/strict';
import { checkGdbCommand } from '../../../../../core/engines/gdb/gdbCommands';

/** Each reaches beyond the dump in gdb 13, or ends what a session needs of it. */
const refused = [
  ...['shell id', 'she id', '!id', 'pipe p 1 | sh', '| p 1 | sh', 'make', 'mak all', 'edit schedule', 'ed'],
  ...['python print(1)', 'py 1', 'pi', 'guile 1', 'source /tmp/x', 'sou /tmp/x', 'compile code 1'],
  ...['eval "shell id"', 'eva "%s", "x"', 'with print pretty on -- shell id', 'w language c -- shell id'],
  ...[
    'frame apply all shell id',
    'f apply 1 shell id',
    'thread apply all shell id',
    'faas shell id',
    'taas shell id',
  ],
  ...[
    'alias x = shell',
    'define x',
    'document x',
    'commands',
    'while 1',
    'if 1',
    'interpreter-exec console "shell id"',
  ],
  ...['dump binary memory /tmp/x 0 1', 'append memory /tmp/x 0 1', 'save breakpoints /tmp/x', 'gcore /tmp/x'],
  ...[
    'set logging file /tmp/x',
    'set logging enabled on',
    'set history save on',
    'set auto-load on',
    'set exec-wrapper id',
  ],
  ...[
    'set var init_task.pid = 0',
    'set variable x = 1',
    'call panic(1)',
    'run',
    'r',
    'kill',
    'k',
    'quit',
    'q',
    'exit',
  ],
  ...[
    'detach',
    'target remote :1',
    'file /tmp/x',
    'symbol-file',
    'core-file /tmp/x',
    'continue',
    'c',
    'step',
    's',
    'n',
  ],
  ...['p $_shell("id")', '  shell id', 'add-inferior -exec /bin/sh', 'load /tmp/x', 'attach 1', 'inferior 2'],
];

const taken = [
  ...[
    'p init_task',
    'print/x $rip',
    'x/10i $pc',
    'ptype struct page',
    'whatis init_task',
    'info types page',
    'i r',
  ],
  ...[
    'list schedule',
    'l',
    'bt',
    'backtrace full',
    'where',
    'frame 1',
    'f 1',
    'up',
    'down',
    'thread',
    'disassemble',
  ],
  ...[
    'info scope vfs_write',
    'info line schedule',
    'output 1',
    'printf "%d\\n", 1',
    'echo hi',
    'help x',
    'apropos page',
  ],
  ...[
    'set print pretty on',
    'set output-radix 16',
    'set $a = init_task.pid',
    'show version',
    'maint info sections',
  ],
  ...[
    'macro expand X',
    'explore init_task',
    'tbreak schedule',
    'display init_task.pid',
    'add-symbol-file /tmp/x',
  ],
];

describe("a command for gdb's own console", () => {
  for (const text of refused)
    it(`is refused where it does more than look: ${text}`, () => {
      assert.throws(() => checkGdbCommand(text), { code: 'unsafe-text' });
    });

  it('is taken where it looks at the dump', () => {
    for (const text of taken) assert.equal(checkGdbCommand(text), text);
  });
});
