/**
 * Whether the file at an absolute path is one that its machine uses, as /etc/kdump.conf is. A copy elsewhere may be
 * for any machine: what is missing on this one says nothing about it.
 */
export function isUsedByMachine(path: string): boolean {
  return /^\/(?:etc|boot|efi)\//.test(path);
}
