/** One line of /proc/self/mountinfo. */
export interface Mount {
  /** "8:1"; file systems without a device of their own, such as btrfs, have numbers of the kernel's. */
  readonly deviceNumber: string;
  readonly mountPoint: string;
  readonly fileSystem: string;
  readonly source: string;
}

/** Reads /proc/self/mountinfo (proc_pid_mountinfo(5)); lines of another form are passed over. */
export function parseMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line): Mount[] => {
    const [front = '', back = ''] = line.split(' - ');
    const [, , deviceNumber, , mountPoint] = front.split(' ');
    const [fileSystem, source] = back.split(' ');
    if (deviceNumber === undefined || mountPoint === undefined) return [];
    if (fileSystem === undefined || source === undefined) return [];
    return [{ deviceNumber, mountPoint: unescape(mountPoint), fileSystem, source: unescape(source) }];
  });
}

/** Blanks and backslashes are written in octal. */
function unescape(name: string): string {
  return name.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
