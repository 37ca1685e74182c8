/**
 * Versions of installed packages by dnf's list of them, whose lines begin with
 * `"name-version-release.arch" =`, some with an epoch: `"name-2:version-release.arch"`.
 */
export function packageVersions(list: string, names: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of names) {
    const entry = new RegExp(`^"${name}-(?:\\d+:)?(\\d[^"\\s]*)\\.[^."\\s]+"`, 'm').exec(list);
    if (entry?.[1] !== undefined) found.set(name, entry[1]);
  }
  return found;
}
