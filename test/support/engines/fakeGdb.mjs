#!/usr/bin/env node
// Stands for gdb: answers every command; to the question for a stack it does what the file "fault" beside it says.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

if (process.argv.includes('--version')) {
  process.stdout.write('GNU gdb (GDB) Red Hat Enterprise Linux 8.2-20.el8\n');
  process.exit();
}

const folder = dirname(fileURLToPath(import.meta.url));
const fault = readFileSync(join(folder, 'fault'), 'utf8').trim();
writeFileSync(join(folder, 'pid'), String(process.pid));
writeFileSync(join(folder, 'environment'), JSON.stringify({ cwd: process.cwd(), home: process.env.HOME }));

if (fault === 'deaf') process.on('SIGINT', () => undefined);
process.stdout.write('=thread-group-added,id="i1"\n(gdb) \n');

createInterface({ input: process.stdin }).on('line', (line) => {
  const [, token = '', command = ''] = /^(\d*)(.*)$/.exec(line) ?? [];
  if (fault === 'old' && /index-cache|may-interrupt/.test(command)) return refuse(token, command);
  if (command.startsWith('-stack-list-frames') && fault !== '') return fail(token);
  const results = command.startsWith('-stack-list-frames')
    ? ',stack=[frame={level="0",addr="0x10",func="f"}]'
    : '';
  process.stdout.write(`${token}^done${results}\n(gdb) \n`);
});

/** As a gdb does to a setting that it does not know. */
function refuse(token, command) {
  process.stdout.write(
    `${token}^error,msg="No symbol \\"${command.slice(-9, -1)}\\" in current context."\n(gdb) \n`,
  );
}

function fail(token) {
  switch (fault) {
    case 'die':
      process.stderr.write('a fatal signal was delivered');
      return process.exit(7);
    case 'kill':
      return process.kill(process.pid, 'SIGKILL');
    case 'hang':
      process.once('SIGINT', () => process.stdout.write(`${token}^error,msg="Quit"\n(gdb) \n`));
      return undefined;
    case 'deaf':
      return undefined;
    case 'truncate':
      return process.stdout.write(`${token}^done,stack=[frame={level="0",addr="0x10",fu\n(gdb) \n`);
    case 'babble':
      for (let count = 0; count < 200; count++) process.stdout.write(`${'(gdb) ^done '.repeat(10_000)}\n`);
      return process.stdout.write(`${token}^done,stack=[frame={level="0",addr="0x10",func="f"}]\n(gdb) \n`);
    default:
      throw new Error(`no such fault: ${fault}`);
  }
}
