import { createHash } from 'node:crypto';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOnce } from './cacheFolder';
import { output, run, type Argv } from './childProcess';
import { hostToolLoader } from './debianTools';
import { kernelHeaders, type KernelHeaders } from './kernelHeaders';
import { withDebuginfo } from './catalogEntry';
import { kernelSources, vmlinux, type Kernel } from './kernels';

const guestFolder = join(__dirname, '../../../../test/dumps/lab/guest');

/** The lab's modules that crash kernels: in their own code, and in the kernel's through what they hand it. */
const crashModules = {
  labcrash: { sources: 'crash-module', hasBtf: false },
  labmisuse: { sources: 'misuse-module', hasBtf: true },
} as const;

export type CrashModuleName = keyof typeof crashModules;

/** One of them, built for a kernel. */
export interface CrashModule {
  /** With DWARF; loaded into the machines, which keep no debug sections of it in memory. */
  readonly debuginfoPath: string;
  /** Without any `.debug_…` section. */
  readonly strippedPath: string;
  /** Of its sources and its compiler, for recipes. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

export async function crashModule(kernel: Kernel, name: CrashModuleName): Promise<CrashModule> {
  const { sources, hasBtf } = crashModules[name];
  const btfBase = hasBtf ? await findBtfBase(kernel) : undefined;
  const inputs = {
    kernel: { release: kernel.release, version: kernel.version, architecture: kernel.architecture },
    sources: await sourceHash(join(guestFolder, sources)),
    compiler: (await output([toolchain(kernel).compiler, '--version'])).split('\n')[0],
    ...(btfBase !== undefined && { btf: await output(['pahole', '--version']) }),
  };
  const folder = await makeOnce(`${sources}-${kernel.name}`, inputs, (unfinished) =>
    buildModule(kernel, name, unfinished, btfBase),
  );
  return {
    debuginfoPath: join(folder, `${name}.ko`),
    strippedPath: join(folder, 'stripped', `${name}.ko`),
    inputs,
  };
}

/** What a module's types build upon: only a kernel that is as old as this machine's pahole has what that understands. */
async function findBtfBase({ name, architecture }: Kernel): Promise<string | undefined> {
  return withDebuginfo.has(name) && architecture === 'amd64' && name !== 'x86-5.10-main'
    ? vmlinux(name)
    : undefined;
}

async function sourceHash(sourceFolder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(sourceFolder)).sort())
    hash.update(await readFile(join(sourceFolder, file)));
  return hash.digest('hex');
}

async function buildModule(
  kernel: Kernel,
  name: CrashModuleName,
  folder: string,
  btfBase: string | undefined,
): Promise<void> {
  const headers = await kernelHeaders(kernel);
  const { compiler, strip, variables } = toolchain(kernel);
  const logPath = join(folder, 'build.log');
  await cp(join(guestFolder, crashModules[name].sources), folder, { recursive: true });
  const assignments = [
    ...[`O=${headers.objectFolder}`, `M=${folder}`, `KERNELRELEASE=${kernel.release}`, `CC=${compiler}`],
    ...variables,
    // Compilers before gcc 14 do not know the option that this would have them given.
    'CONFIG_CC_HAS_MIN_FUNCTION_ALIGNMENT=',
    // The same bytes wherever the lab's cache lies.
    `KCFLAGS=-ffile-prefix-map=${folder}=/usr/src/${name}`,
    // Needs a pahole as new as the kernel's.
    'CONFIG_DEBUG_INFO_BTF_MODULES=',
    ...(await newerBuildTools(kernel, headers, folder)),
  ];
  await run(['make', '-s', '-C', headers.sourceFolder, ...assignments, 'modules'], {
    timeoutMs: 120_000,
    logPath,
  });
  const built = join(folder, `${name}.ko`);
  if (btfBase !== undefined) {
    // It has an objcopy add the section, and asks for LLVM's where nobody says otherwise.
    const pahole: Argv = ['env', 'LLVM_OBJCOPY=objcopy', 'pahole', '-J', `--btf_base=${btfBase}`, built];
    await run(pahole, { timeoutMs: 60_000, logPath });
  }
  await run(['mkdir', join(folder, 'stripped')], { timeoutMs: 10_000, logPath });
  await run([strip, '--strip-debug', '-o', join(folder, 'stripped', `${name}.ko`), built], {
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
