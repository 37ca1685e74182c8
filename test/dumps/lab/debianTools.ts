import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Argv } from './childProcess';
import type { ArchiveEntry } from './cpioArchive';
import { findPackages, unpackedPackages, type DebianArchitecture, type Suite } from './debianPackages';

/**
 * Programs of a newer Debian than this machine's, run without being installed: through the loader of their own C
 * library. Inside guests the same files lie where they belong.
 */
const SUITE = 'trixie';

const suitesOfTheirOwn = { riscv64: 'trixie-riscv64', ppc64el: 'trixie-ppc64el' } as const;

const suiteOf = (architecture: DebianArchitecture): Suite =>
  isDumpedByQemuAlone(architecture) ? suitesOfTheirOwn[architecture] : SUITE;

function isDumpedByQemuAlone(
  architecture: DebianArchitecture,
): architecture is keyof typeof suitesOfTheirOwn {
  return architecture in suitesOfTheirOwn;
}

const xenLibraries = [
  'misc4.20',
  'call1',
  'devicemodel1',
  'evtchn1',
  'foreignmemory1',
  'gnttab1',
  'toolcore1',
  'toollog1',
];
const dumpLibraries = [
  'libc6',
  'libdw1t64',
  'libelf1t64',
  'liblzo2-2',
  'libzstd1',
  'zlib1g',
  'liblzma5',
  'libbz2-1.0',
];
const guestPackages = [
  ...['busybox-static', 'makedumpfile', 'kexec-tools'],
  ...dumpLibraries,
  ...xenLibraries.map((library) => `libxen${library}`),
];
const hostPackages = [
  ...['makedumpfile', 'crash'],
  ...dumpLibraries,
  ...['libgcc-s1', 'libstdc++6', 'libncursesw6', 'libtinfo6', 'libsnappy1v5'],
];

const platforms = {
  amd64: { triplet: 'x86_64-linux-gnu', loaderFolder: 'lib64', loader: 'ld-linux-x86-64.so.2' },
  arm64: { triplet: 'aarch64-linux-gnu', loaderFolder: 'lib', loader: 'ld-linux-aarch64.so.1' },
} as const;

/** The one program that a guest needs to run at all. */
export async function guestBusybox(architecture: DebianArchitecture): Promise<ArchiveEntry> {
  const tools = await guestTools(architecture);
  const busybox = tools.find(({ path }) => path === 'bin/busybox');
  if (!busybox) throw new Error('The guest tools are without busybox.');
  return busybox;
}

/** busybox and, where guests dump themselves, makedumpfile, kexec and the libraries that they need, for an initramfs. */
export async function guestTools(architecture: DebianArchitecture): Promise<ArchiveEntry[]> {
  const folder = await unpackedPackages(
    `guest-tools-${architecture}`,
    await findPackages(packagesOf(architecture), suiteOf(architecture), architecture),
  );
  const busybox = {
    path: 'bin/busybox',
    data: await readFile(join(folder, 'usr/bin/busybox')),
    executable: true,
  };
  return isDumpedByQemuAlone(architecture)
    ? [busybox]
    : [busybox, ...(await dumpTools(folder, platforms[architecture]))];
}

function packagesOf(architecture: DebianArchitecture): readonly string[] {
  return isDumpedByQemuAlone(architecture) ? ['busybox-static'] : guestPackages;
}

async function dumpTools(
  folder: string,
  { triplet, loaderFolder, loader }: (typeof platforms)[keyof typeof platforms],
): Promise<ArchiveEntry[]> {
  const libraryFolder = join(folder, 'usr/lib', triplet);
  const libraries = (await readdir(libraryFolder)).filter((file) => /\.so(\.|$)/.test(file));
  const files = [
    ['bin/makedumpfile', join(folder, 'usr/bin/makedumpfile')],
    ['bin/kexec', join(folder, 'usr/sbin/kexec')],
    [`${loaderFolder}/${loader}`, join(libraryFolder, loader)],
    ...libraries.map((file) => [`lib/${triplet}/${file}`, join(libraryFolder, file)]),
  ] as const;
  return Promise.all(
    files.map(async ([path = '', from = '']) => ({ path, data: await readFile(from), executable: true })),
  );
}

/** Names and versions of all that `guestTools` takes, for recipes. */
export async function guestToolVersions(architecture: DebianArchitecture): Promise<readonly string[]> {
  const packages = await findPackages(packagesOf(architecture), suiteOf(architecture), architecture);
  return packages.map(({ name, version }) => `${name} ${version}`);
}

/** How to start a program of the newer Debian on this machine. */
export async function hostTool(program: 'makedumpfile' | 'crash'): Promise<Argv> {
  return [...(await hostToolLoader()), join(await hostTools(), 'usr/bin', program)];
}

/** What to put before a program that needs the newer Debian's C library. */
export async function hostToolLoader(): Promise<Argv> {
  const { triplet, loader } = platforms.amd64;
  const libraries = join(await hostTools(), 'usr/lib', triplet);
  return [join(libraries, loader), '--library-path', libraries];
}

async function hostTools(): Promise<string> {
  return unpackedPackages('host-tools', await findPackages(hostPackages, SUITE, 'amd64'));
}

export async function hostToolVersion(program: 'makedumpfile' | 'crash'): Promise<string> {
  const [found] = await findPackages([program], SUITE, 'amd64');
  return found?.version ?? '';
}
