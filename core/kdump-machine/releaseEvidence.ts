import { readFile } from 'node:fs/promises';
import type { ReleaseEvidence } from '../kdump-conf/target';
import { packageVersions } from './packageVersions';
import { readIfThere } from './readIfThere';

/** dnf's list of installed packages, the only one in plain text (dnf 5, Fedora 41 and later). */
const installedPackages = '/usr/lib/sysimage/libdnf5/nevras.toml';

/**
 * What this machine tells of its release. Debian's kexec-tools brings no kdump.conf, so that its version, which
 * dpkg knows, says nothing.
 */
export async function readReleaseEvidence(): Promise<ReleaseEvidence> {
  const osRelease = await readIfThere('/etc/os-release', (path) => readFile(path, 'utf8'));
  const list = await readIfThere(installedPackages, (path) => readFile(path, 'utf8'));
  const versions = packageVersions(list ?? '', ['kdump-utils', 'kexec-tools']);
  const kdumpUtilsVersion = versions.get('kdump-utils');
  const kexecToolsVersion = versions.get('kexec-tools');
  return {
    ...(osRelease === undefined ? {} : { osRelease }),
    ...(kdumpUtilsVersion === undefined ? {} : { kdumpUtilsVersion }),
    ...(kexecToolsVersion === undefined ? {} : { kexecToolsVersion }),
  };
}
