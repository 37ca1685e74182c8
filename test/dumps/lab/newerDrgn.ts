import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { run, type Argv } from './childProcess';
import { findPackages, unpackedPackages } from './debianPackages';
import type { LabDump } from './labDump';
import { drgnScript } from './peerReads';

/** The drgn of a newer Debian, run without being installed: that of Debian 12 knows no modules since Linux 6.4. */
const packages = [
  ...['python3-drgn', 'python3.13-minimal', 'libpython3.13-minimal', 'libpython3.13-stdlib'],
  ...['libc6', 'libgcc-s1', 'libstdc++6', 'libgomp1', 'libexpat1', 'libffi8'],
  ...['libdw1t64', 'libelf1t64', 'libkdumpfile10', 'libsnappy1v5', 'liblzo2-2'],
  ...['zlib1g', 'libzstd1', 'liblzma5', 'libbz2-1.0'],
];

/** How to start one of our scripts in it. */
export async function newerDrgnScript(script: string, ...args: readonly string[]): Promise<Argv> {
  const folder = await unpackedPackages('newer-drgn', await findPackages(packages, 'trixie', 'amd64'));
  const libraries = join(folder, 'usr/lib/x86_64-linux-gnu');
  const [, ...rest] = drgnScript(script, ...args);
  return [
    'env',
    `PYTHONHOME=${join(folder, 'usr')}`,
    `PYTHONPATH=${join(folder, 'usr/lib/python3/dist-packages')}`,
    join(libraries, 'ld-linux-x86-64.so.2'),
    ...['--library-path', libraries, join(folder, 'usr/bin/python3.13'), ...rest],
  ];
}

/** Of struct new_utsname in disk_dump_header (makedumpfile's diskdump_mod.h), which QEMU leaves empty but for the machine. */
const utsnameOffset = 12;
const utsnameFieldBytes = 65;

/** A copy of QEMU's kdump, not flattened and with a system name in its header, which libkdumpfile asks for. */
export async function copyForDrgn({ path, kernel }: LabDump, folder: string): Promise<string> {
  const copy = join(folder, 'vmcore');
  await run(['makedumpfile', '-R', copy], {
    timeoutMs: 60_000,
    logPath: join(folder, 'makedumpfile.log'),
    stdinPath: path,
  });
  const file = await open(copy, 'r+');
  try {
    for (const [index, text] of ['Linux', 'crashed', kernel, '#1 SMP', 'x86_64', '(none)'].entries()) {
      await file.write(`${text}\0`, utsnameOffset + index * utsnameFieldBytes);
    }
  } finally {
    await file.close();
  }
  return copy;
}
