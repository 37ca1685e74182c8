/**
 * The releases whose rules can be applied. RHEL and openEuler carry kexec-tools packages with scripts of their own;
 * Fedora and RHEL 10 use kdump-utils, numbered 1.0.x.
 */
export const newestRelease = 61;
const oldestRelease = 42;

export type Distribution = 'el6' | 'el7' | 'openeuler' | 'el8' | 'el9' | 'kdump-utils';

export interface Target {
  /** As written in settings: "el8", "1.0.54", "head". */
  readonly name: string;
  /** As written for people: "RHEL 8", "kdump-utils 1.0.54". */
  readonly title: string;
  readonly distribution: Distribution;
  /** The last number of a kdump-utils version; 0 for the others. `head` counts as the one after the newest. */
  readonly release: number;
}

const distributions: readonly Target[] = [
  { name: 'el6', title: 'RHEL 6', distribution: 'el6', release: 0 },
  { name: 'el7', title: 'RHEL 7', distribution: 'el7', release: 0 },
  { name: 'el8', title: 'RHEL 8', distribution: 'el8', release: 0 },
  { name: 'el9', title: 'RHEL 9', distribution: 'el9', release: 0 },
  { name: 'openeuler', title: 'openEuler', distribution: 'openeuler', release: 0 },
];

function kdumpUtils(release: number): Target {
  const version = `1.0.${release}`;
  return { name: version, title: `kdump-utils ${version}`, distribution: 'kdump-utils', release };
}

export const head: Target = {
  name: 'head',
  title: 'kdump-utils (newest)',
  distribution: 'kdump-utils',
  release: newestRelease + 1,
};

export const targets: readonly Target[] = [
  ...distributions,
  ...Array.from({ length: newestRelease - oldestRelease + 1 }, (_, index) =>
    kdumpUtils(oldestRelease + index),
  ),
  head,
];

/** A target by its name; a leading "v", as tags have it, is allowed. */
export function findTarget(name: string): Target | undefined {
  const wanted = name
    .trim()
    .toLowerCase()
    .replace(/^v(?=\d)/, '');
  return targets.find((target) => target.name === wanted);
}

/** What can be read on a machine to tell its release; each may be absent. */
export interface ReleaseEvidence {
  /** Content of /etc/os-release. */
  readonly osRelease?: string;
  /** Version of the installed kdump-utils package, such as "1.0.54-3.fc42". */
  readonly kdumpUtilsVersion?: string;
  /** Version of the installed kexec-tools package, which had the scripts before kdump-utils. */
  readonly kexecToolsVersion?: string;
}

/** The target for this machine: the installed package if it is known, else the distribution, else the newest. */
export function detectTarget(evidence: ReleaseEvidence): Target {
  return (
    targetOfPackage(evidence.kdumpUtilsVersion) ??
    targetOfSystem(evidence.osRelease) ??
    targetOfKexecTools(evidence.kexecToolsVersion) ??
    head
  );
}

/** Fedora's older packages have the scripts of the RHEL that was made from them. */
function targetOfKexecTools(version: string | undefined): Target | undefined {
  const release = Number(/^2\.0\.(\d{1,3})(?!\d)/.exec(version ?? '')?.[1] ?? Number.NaN);
  // From 2.0.29 on the package has no scripts of its own.
  if (Number.isNaN(release) || release >= 29) return undefined;
  if (release >= 26) return kdumpUtils(oldestRelease);
  if (release >= 23) return findTarget('el9');
  return findTarget(release >= 20 ? 'el8' : 'el7');
}

function targetOfPackage(version: string | undefined): Target | undefined {
  const release = /^1\.0\.(\d{1,4})(?!\d)/.exec(version ?? '')?.[1];
  if (release === undefined) return undefined;
  const number = Math.max(Number(release), oldestRelease);
  return number > newestRelease ? head : kdumpUtils(number);
}

const enterpriseClones = ['rhel', 'centos', 'rocky', 'almalinux', 'ol', 'eurolinux', 'openela', 'scientific'];

function targetOfSystem(osRelease: string | undefined): Target | undefined {
  const field = (name: string): string => {
    const line = (osRelease ?? '').split(/\r?\n/).find((text) => text.startsWith(`${name}=`));
    return line === undefined ? '' : line.slice(name.length + 1).replace(/^["']|["']$/g, '');
  };
  if (field('ID') === 'openEuler') return findTarget('openeuler');
  const like = [field('ID'), ...field('ID_LIKE').split(' ')];
  if (!like.some((id) => enterpriseClones.includes(id))) return undefined;
  return findTarget(`el${Number.parseInt(field('VERSION_ID'), 10)}`);
}
