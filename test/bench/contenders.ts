import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { hostTool } from '../dumps/lab/debianTools';
import { requireDump, type LabDump } from '../dumps/lab/labDump';
import type { Contender } from './measure';

const vmcore = join(__dirname, '../../../dist/vmcore.js');

/** What every log of the lab holds, and so what every contender must print. */
const mustPrint = 'sysrq: Trigger a crash';

/** The least that any program of ours can cost. */
const emptyStart: Contender = { name: 'node -e 0', command: process.execPath, args: ['-e', '0'] };

function ours(command: 'log' | 'info' | 'report', path: string): Contender {
  const printed = command === 'info' ? 'sysrq triggered crash' : mustPrint;
  return {
    name: `vmcore ${command}`,
    command: process.execPath,
    args: [vmcore, command, path],
    mustPrint: printed,
  };
}

/** The crashing stack, with source lines or without. */
function backtrace(path: string, vmlinux?: string): Contender {
  return {
    name: vmlinux === undefined ? 'vmcore bt' : 'vmcore bt --vmlinux',
    command: process.execPath,
    args: [vmcore, 'bt', path, ...(vmlinux === undefined ? [] : ['--vmlinux', vmlinux])],
    mustPrint: vmlinux === undefined ? 'sysrq_handle_crash' : 'drivers/tty/sysrq.c: ',
  };
}

/** Writes to a file, as it does for everybody; the file's name comes last. */
function makedumpfile(path: string, folder: string): Contender {
  const args = ['-f', '--dump-dmesg', path, join(folder, 'dmesg')];
  return { name: 'makedumpfile --dump-dmesg', command: 'makedumpfile', args };
}

/** @param asked crash's own commands */
async function crash(
  { path, vmlinux }: LabDump,
  asked: readonly string[],
  folder: string,
): Promise<Contender> {
  if (vmlinux === undefined) throw new Error(`crash needs the vmlinux of ${path}`);
  // crash opens no command file with a space in its name.
  const commands = join(folder, asked.join('-').replaceAll(' ', ''));
  writeFileSync(commands, `${['set scroll off', ...asked, 'quit'].join('\n')}\n`);
  const [command, ...args] = await hostTool('crash');
  return {
    name: `crash: ${asked.join(', ')}`,
    command,
    args: [...args, '-s', '--no_crashrc', '-i', commands, vmlinux, path],
    mustPrint,
  };
}

/** The same with the debug information that drgn needs. */
function drgn({ path, vmlinux }: LabDump): Contender {
  if (vmlinux === undefined) throw new Error(`drgn needs the vmlinux of ${path}`);
  const script = join(__dirname, '../../../test/bench/reportWithDrgn.py');
  return {
    name: 'drgn: tasks, stack, log',
    command: '/usr/bin/python3',
    args: [script, path, vmlinux],
    mustPrint,
  };
}

export interface Race {
  readonly title: string;
  readonly contenders: readonly Contender[];
}

/** From nothing to all about a crash, and to the whole log, on the dumps of a small machine, a large one, and a true kdump. */
export async function races(): Promise<readonly Race[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vmcore-bench-'));
  const race = async (name: string, title: string, withMakedumpfile: boolean): Promise<Race> => {
    const dump = requireDump(name);
    const { path } = dump;
    const contenders = [emptyStart, ours('log', path), ours('info', path)];
    if (withMakedumpfile) contenders.push(makedumpfile(path, folder));
    contenders.push(await crash(dump, ['log'], folder));
    return { title, contenders };
  };
  // drgn of Debian 12 reads ELF alone.
  const elf = requireDump('x86-6.1-kdump-elf');
  return [
    {
      title:
        'Every task, the crashing stack and the log: true kdump as ELF, 640 MiB machine; no vmlinux for vmcore',
      contenders: [
        emptyStart,
        ours('report', elf.path),
        drgn(elf),
        await crash(elf, ['bt', 'ps', 'log'], folder),
      ],
    },
    {
      title: 'The crashing stack, without and with source lines from a vmlinux of 590 MB: true kdump as ELF',
      contenders: [
        emptyStart,
        backtrace(elf.path),
        backtrace(elf.path, elf.vmlinux),
        { ...(await crash(elf, ['bt -l'], folder)), mustPrint: 'drivers/tty/sysrq.c' },
      ],
    },
    await race('x86-6.1-kdump-zlib-d31', 'True kdump, 640 MiB machine, makedumpfile -c -d 31', true),
    await race('bench-512m-plain', '512 MiB machine, QEMU kdump-zlib as a plain file', false),
    await race('bench-32g-plain', '32 GiB machine, QEMU kdump-zlib as a plain file', false),
    await race(
      'bench-512m-flattened',
      '512 MiB machine, QEMU kdump-zlib as QEMU writes it (flattened)',
      false,
    ),
    await race('bench-32g-flattened', '32 GiB machine, QEMU kdump-zlib as QEMU writes it (flattened)', false),
  ];
}
