import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  findPackages,
  unpackedPackages,
  type DebianArchitecture,
  type DebianPackage,
  type Suite,
} from './debianPackages';

interface KernelSource {
  /** A meta-package that depends on the newest kernel of its line. */
  readonly metaPackage: string;
  readonly suite: Suite;
  readonly architecture: DebianArchitecture;
}

/** The kernels that the lab crashes. 5.10 is the first with the log of today (printk_ringbuffer). */
export const kernelSources = {
  'x86-5.10': { metaPackage: 'linux-image-cloud-amd64', suite: 'bullseye', architecture: 'amd64' },
  // The last one of which Debian keeps the debug information.
  'x86-5.10-main': { metaPackage: 'linux-image-cloud-amd64', suite: 'bullseye-main', architecture: 'amd64' },
  'x86-6.1': { metaPackage: 'linux-image-cloud-amd64', suite: 'bookworm', architecture: 'amd64' },
  'x86-6.12': { metaPackage: 'linux-image-6.12-cloud-amd64', suite: 'bookworm', architecture: 'amd64' },
  'x86-newest': { metaPackage: 'linux-image-cloud-amd64', suite: 'trixie-backports', architecture: 'amd64' },
  'arm64-6.1': { metaPackage: 'linux-image-cloud-arm64', suite: 'bookworm', architecture: 'arm64' },
  'arm64-6.12-16k': { metaPackage: 'linux-image-6.12-arm64-16k', suite: 'bookworm', architecture: 'arm64' },
  'riscv64-6.12': { metaPackage: 'linux-image-riscv64', suite: 'trixie-riscv64', architecture: 'riscv64' },
  'ppc64le-6.12': {
    metaPackage: 'linux-image-powerpc64le',
    suite: 'trixie-ppc64el',
    architecture: 'ppc64el',
  },
} as const satisfies Readonly<Record<string, KernelSource>>;
export type KernelName = keyof typeof kernelSources;

export interface Kernel {
  readonly name: KernelName;
  readonly architecture: DebianArchitecture;
  /** What `uname -r` says. */
  readonly release: string;
  /** Of the Debian package. */
  readonly version: string;
  /** The bootable image. */
  readonly imagePath: string;
  /** Its loadable modules are somewhere below. */
  readonly modulesFolder: string;
}

export async function kernel(name: KernelName): Promise<Kernel> {
  const image = await imagePackage(name);
  // Since 7.x Debian's image package holds nothing itself, but depends on these two.
  const parts = image.depends.filter((dependency) => /^linux-(binary|modules)-/.test(dependency));
  const holders = await findPackages([image.name, ...parts], image.suite, image.architecture);
  const folder = await unpackedPackages(name, holders);
  const release = image.name.replace('linux-image-', '');
  const files = await readdir(folder, { recursive: true });
  const bootFile = files.find((file) => /(^|\/)vmlinuz(-|$)|^boot\/vmlinux-/.test(file));
  if (bootFile === undefined) throw new Error(`${image.name} brings no kernel in ${folder}`);
  return {
    name,
    architecture: image.architecture,
    release,
    version: image.version,
    imagePath: join(folder, bootFile),
    modulesFolder: join(folder, existsSync(join(folder, 'lib/modules')) ? 'lib/modules' : 'usr/lib/modules'),
  };
}

/** The kernel with its debug information, for peers that need it; 300 MB to fetch, 600 MB on disk. */
export async function vmlinux(name: KernelName): Promise<string> {
  const image = await imagePackage(name);
  const debuginfo = { ...image, name: `${image.name}-dbg` };
  const folder = await unpackedPackages(`${name}-debuginfo`, [debuginfo], './usr/lib/debug/boot/vmlinux-*');
  return join(folder, 'usr/lib/debug/boot', image.name.replace('linux-image', 'vmlinux'));
}

const images = new Map<KernelName, Promise<DebianPackage>>();

function imagePackage(name: KernelName): Promise<DebianPackage> {
  const known = images.get(name) ?? findImagePackage(name);
  images.set(name, known);
  return known;
}

async function findImagePackage(name: KernelName): Promise<DebianPackage> {
  const { metaPackage, suite, architecture } = kernelSources[name];
  const [meta] = await findPackages([metaPackage], suite, architecture);
  const imageName = meta?.depends.find((dependency) => dependency.startsWith('linux-image-'));
  if (imageName === undefined) throw new Error(`${metaPackage} of ${suite} depends on no kernel`);
  const [image] = await findPackages([imageName], suite, architecture);
  if (!image) throw new Error(`${suite} has no ${imageName}`);
  return image;
}
