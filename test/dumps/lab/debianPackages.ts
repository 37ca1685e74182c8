import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labFolder, makeOnce, say } from './cacheFolder';
import { output, run } from './childProcess';

/** As dpkg calls them. */
export type DebianArchitecture = 'amd64' | 'arm64' | 'riscv64' | 'ppc64el';

/** Suites that the lab takes packages from, each with an apt configuration of its own; nothing gets installed. */
const suites = {
  bullseye: ['debian-security bullseye-security'],
  'bullseye-main': ['debian bullseye'],
  bookworm: ['debian bookworm', 'debian-security bookworm-security'],
  trixie: ['debian trixie', 'debian-security trixie-security'],
  'trixie-backports': ['debian trixie-backports'],
  'trixie-riscv64': ['debian trixie'],
  'trixie-ppc64el': ['debian trixie'],
} as const;
export type Suite = keyof typeof suites;

/** Debian's first release for riscv64 is trixie, so that other suites have no lists of it; ppc64el needs one alone. */
function architecturesOf(suite: Suite): readonly DebianArchitecture[] {
  if (suite === 'trixie-riscv64') return ['riscv64'];
  return suite === 'trixie-ppc64el' ? ['ppc64el'] : ['amd64', 'arm64'];
}

export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture: DebianArchitecture;
  readonly suite: Suite;
  readonly depends: readonly string[];
}

const LISTS_MAX_AGE_MS = 7 * 24 * 3600 * 1000;
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

const found = new Map<string, Promise<DebianPackage[]>>();

/** The newest version of each package that the suite has. */
export function findPackages(
  names: readonly string[],
  suite: Suite,
  architecture: DebianArchitecture,
): Promise<DebianPackage[]> {
  const key = JSON.stringify([names, suite, architecture]);
  const known = found.get(key) ?? askAptCache(names, suite, architecture);
  found.set(key, known);
  return known;
}

async function askAptCache(
  names: readonly string[],
  suite: Suite,
  architecture: DebianArchitecture,
): Promise<DebianPackage[]> {
  const configuration = await aptConfiguration(suite);
  const qualified = names.map((name) => `${name}:${architecture}`);
  const shown = await output(['apt-cache', '-c', configuration, 'show', '--no-all-versions', ...qualified]);
  const stanzas = shown.split('\n\n').filter((stanza) => stanza.trim() !== '');
  return names.map((name) => {
    const stanza = stanzas.find((text) => field(text, 'Package') === name);
    if (stanza === undefined) throw new Error(`${suite} has no package ${name} for ${architecture}`);
    const depends = (field(stanza, 'Depends') ?? '')
      .split(',')
      .map((text) => text.trim().split(' ')[0] ?? '');
    return { name, version: field(stanza, 'Version') ?? '', architecture, suite, depends };
  });
}

/** The package and all that it cannot do without. */
export async function withDependencies(
  name: string,
  suite: Suite,
  architecture: DebianArchitecture,
): Promise<DebianPackage[]> {
  const others = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'];
  const listed = await output([
    ...(['apt-cache', '-c', await aptConfiguration(suite), 'depends', '--recurse'] as const),
    ...others.map((kind) => `--no-${kind}`),
    `${name}:${architecture}`,
  ]);
  const names = listed.split('\n').filter((line) => /^[a-z0-9][a-z0-9.+-]*$/.test(line));
  return findPackages([...new Set(names)].sort(), suite, architecture);
}

function field(stanza: string, key: string): string | undefined {
  return new RegExp(`^${key}: (.*)$`, 'm').exec(stanza)?.[1];
}

/**
 * A folder with the files of all the packages (of one suite), or those files that `only` names (a tar pattern,
 * `./usr/lib/…`).
 */
export function unpackedPackages(
  name: string,
  packages: readonly DebianPackage[],
  only?: string,
): Promise<string> {
  const qualified = packages.map((debian) => `${debian.name}:${debian.architecture}=${debian.version}`);
  const suite = packages[0]?.suite ?? 'bookworm';
  return makeOnce(`package-${name}`, { qualified, ...(only !== undefined && { only }) }, async (folder) => {
    const logPath = join(folder, 'fetch.log');
    await run(['apt-get', '-c', await aptConfiguration(suite), 'download', ...qualified], {
      timeoutMs: 600_000,
      logPath,
      cwd: folder,
    });
    for (const archive of (await readdir(folder)).filter((file) => file.endsWith('.deb'))) {
      await run(
        ['sh', '-c', 'dpkg-deb --fsys-tarfile "$1" | tar -x --wildcards "$2"', 'sh', archive, only ?? '.'],
        { timeoutMs: 300_000, logPath, cwd: folder },
      );
      await rm(join(folder, archive));
    }
  });
}

const configurations = new Map<Suite, Promise<string>>();

function aptConfiguration(suite: Suite): Promise<string> {
  const known = configurations.get(suite) ?? writeConfiguration(suite);
  configurations.set(suite, known);
  return known;
}

async function writeConfiguration(suite: Suite): Promise<string> {
  const folder = join(labFolder, 'apt', suite);
  const configuration = join(folder, 'apt.conf');
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
  const updated = join(folder, 'updated');
  const mirrorUri = await machineMirror();
  const architectures = architecturesOf(suite);
  const sources = suites[suite].map(
    (line) =>
      `deb [signed-by=${KEYRING}] ${line.replace(/^\S+/, (archive) => `${mirrorUri}/${archive}`)} main`,
  );
  await writeFile(join(folder, 'sources.list'), `${sources.join('\n')}\n`);
  await writeFile(
    configuration,
    [
      `Dir::Etc::SourceList "${folder}/sources.list";`,
      'Dir::Etc::SourceParts "-";',
      `Dir::State::Lists "${folder}/lists";`,
      'Dir::State::Status "/dev/null";',
      `Dir::Cache "${folder}/cache";`,
      // Containers turn these off; without them every question parses all lists anew.
      'Dir::Cache::pkgcache "pkgcache.bin"; Dir::Cache::srcpkgcache "srcpkgcache.bin";',
      'Acquire::Languages "none";',
      'APT::Sandbox::User "root";',
      `APT::Architecture "${architectures[0]}"; APT::Architectures { ${architectures.map((name) => `"${name}"; `).join('')}};`,
      '',
    ].join('\n'),
  );
  const isFresh = existsSync(updated) && Date.now() - (await stat(updated)).mtimeMs < LISTS_MAX_AGE_MS;
  if (!isFresh) await updateLists(suite, configuration, updated);
  return configuration;
}

async function updateLists(suite: Suite, configuration: string, updated: string): Promise<void> {
  const logPath = `${configuration}.log`;
  try {
    await run(['apt-get', '-c', configuration, '-oAPT::Update::Error-Mode=any', 'update'], {
      timeoutMs: 180_000,
      logPath,
    });
    await writeFile(`${updated}.new`, '');
    await rename(`${updated}.new`, updated);
  } catch (error) {
    // Away from the network the lists fetched last still say what was newest then.
    if (!existsSync(updated)) throw error;
    say(`${suite}: package lists could not be refreshed, going on with those of before (${logPath})`);
  }
}

let mirror: Promise<string> | undefined;

/** Where this machine's own apt finds Debian, up to the archive's name. */
function machineMirror(): Promise<string> {
  return (mirror ??= findMachineMirror());
}

async function findMachineMirror(): Promise<string> {
  const uris = (await output(['apt-get', 'indextargets', '--format', '$(REPO_URI)'])).split('\n');
  const uri = uris.find((uri) => /\/debian\/?$/.test(uri))?.replace(/\/debian\/?$/, '');
  if (uri === undefined) throw new Error('The lab needs a machine whose apt knows a Debian mirror.');
  return uri;
}
