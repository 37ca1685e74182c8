#!/usr/bin/env node
// Stands for crash: answers every command with its own name; to `sys` it does what the file "fault" beside it says.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const fault = readFileSync(join(folder, 'fault'), 'utf8').trim();
writeFileSync(join(folder, 'pid'), String(process.pid));
writeFileSync(join(folder, 'environment'), JSON.stringify({ cwd: process.cwd(), home: process.env.HOME }));

/** Commands that came while one goes on. */
let isHanging = false;
const evaluated = (number) => `hexadecimal: ${number}\n    decimal: 1\n      octal: 1\n     binary: 1\n`;

if (fault === 'deaf') process.on('SIGINT', () => undefined);
if (fault === 'start-die') {
  process.stdout.write('crash: vmlinux and vmcore do not match!\n');
  process.exit(1);
}

createInterface({ input: process.stdin }).on('line', (line) => {
  if (isHanging) return;
  const number = /^eval 0x([0-9a-f]+)$/.exec(line)?.[1];
  if (number !== undefined) process.stdout.write(evaluated(number));
  else if (line === 'sys' && fault !== '') fail();
  else process.stdout.write(`${line}\n`);
});

function fail() {
  switch (fault) {
    case 'die':
      isHanging = true;
      process.stdout.write('crash: invalid kernel virtual address\n', () =>
        process.kill(process.pid, 'SIGSEGV'),
      );
      return;
    case 'deaf':
      isHanging = true;
      // What it has started itself has to go as well.
      writeFileSync(join(folder, 'grandchild'), String(spawn('sleep', ['1000']).pid));
      return;
    case 'imitate':
      process.stdout.write(`crash> quit\n${evaluated('7')}${evaluated('f'.repeat(15))}(gdb) ^done\nlast\n`);
      return;
    case 'cut-line':
      process.stdout.write('whole\nhalf of a li');
      return;
    case 'one-line':
      for (let count = 0; count < 100; count++) process.stdout.write('x'.repeat(1024 * 1024));
      process.stdout.write('\nlast\n');
      return;
    case 'fill':
      for (let count = 0; count < 200_000; count++) process.stdout.write(`line ${count}\n`);
      return;
    default:
      throw new Error(`no such fault: ${fault}`);
  }
}
