import { createHash } from 'node:crypto';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOnce } from './cacheFolder';
import { output, run } from './childProcess';
import { hostToolLoader } from './debianTools';
import { kernelHeaders, type KernelHeaders } from './kernelHeaders';
import { kernelSources, type Kernel } from './kernels';

const sourceFolder = join(__dirname, '../../../../test/dumps/lab/guest/crash-module');

export const CRASH_MODULE = 'labcrash';

/** The lab's module that crashes kernels, built for one of them. */
export interface CrashModule {
  /** With DWARF; loaded into the machines, which keep no debug sections of it in memory. */
  readonly debuginfoPath: string;
  /** Without any `.debug_…` section. */
  readonly strippedPath: string;
  /** Of its sources and its compiler, for recipes. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

export async function crashModule(kernel: Kernel): Promise<CrashModule> {
  const inputs = {
    kernel: { release: kernel.release, version: kernel.version, architecture: kernel.architecture },
    sources: await sourceHash(),
    compiler: (await output([toolchain(kernel).compiler, '--version'])).split('\n')[0],
  };
  const folder = await makeOnce(`crash-module-${kernel.name}`, inputs, (unfinished) =>
    buildModule(kernel, unfinished),
  );
  return {
    debuginfoPath: join(folder, `${CRASH_MODULE}.ko`),
    strippedPath: join(folder, 'stripped', `${CRASH_MODULE}.ko`),
    inputs,
  };
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(sourceFolder)).sort())
    hash.update(await readFile(join(sourceFolder, file)));
  return hash.digest('hex');
}

async function buildModule(kernel: Kernel, folder: string): Promise<void> {
  const headers = await kernelHeaders(kernel);
  const { compiler, strip, variables } = toolchain(kernel);
  const logPath = join(folder, 'build.log');
  await cp(sourceFolder, folder, { recursive: true });
  const assignments = [
    ...[`O=${headers.objectFolder}`, `M=${folder}`, `KERNELRELEASE=${kernel.release}`, `CC=${compiler}`],
    ...variables,
    // Compilers before gcc 14 do not know the option that this would have them given.
    'CONFIG_CC_HAS_MIN_FUNCTION_ALIGNMENT=',
    // The same bytes wherever the lab's cache lies.
    `KCFLAGS=-ffile-prefix-map=${folder}=/usr/src/${CRASH_MODULE}`,
    // Needs a pahole as new as the kernel's.
    'CONFIG_DEBUG_INFO_BTF_MODULES=',
    ...(await newerBuildTools(kernel, headers, folder)),
  ];
  await run(['make', '-s', '-C', headers.sourceFolder, ...assignments, 'modules'], {
    timeoutMs: 120_000,
    logPath,
  });
  const built = join(folder, `${CRASH_MODULE}.ko`);
  await run(['mkdir', join(folder, 'stripped')], { timeoutMs: 10_000, logPath });
  await run([strip, '--strip-debug', '-o', join(folder, 'stripped', `${CRASH_MODULE}.ko`), built], {
    timeoutMs: 30_000,
    logPath,
  });
}

interface Toolchain {
  readonly compiler: string;
  readonly strip: string;
  readonly variables: readonly string[];
}

function toolchain({ architecture }: Kernel): Toolchain {
  if (architecture === 'amd64') return { compiler: 'gcc', strip: 'strip', variables: ['ARCH=x86'] };
  const prefix = 'aarch64-linux-gnu-';
  return {
    compiler: `${prefix}gcc`,
    strip: `${prefix}strip`,
    variables: ['ARCH=arm64', `CROSS_COMPILE=${prefix}`],
  };
}

/** Programs of a newer Debian run through their own C library; make wants each as one file. */
async function newerBuildTools(kernel: Kernel, headers: KernelHeaders, folder: string): Promise<string[]> {
  if (!kernelSources[kernel.name].suite.startsWith('trixie')) return [];
  const loader = await hostToolLoader();
  const tools = {
    objtool: 'tools/objtool/objtool.real-x86',
    MODPOST: 'scripts/mod/modpost.real-lsb-64',
  };
  return Promise.all(
    Object.entries(tools).map(async ([variable, program]) => {
      const path = join(folder, `run-${variable}`);
      const command = [...loader, join(headers.buildToolFolder, program)]
        .map((word) => `'${word}'`)
        .join(' ');
      await writeFile(path, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
      return `${variable}=${path}`;
    }),
  );
}
