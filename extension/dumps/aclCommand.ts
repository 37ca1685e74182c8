/** Lets `user` read `path` and all below it, without changing what others may (package acl, setfacl(1)). */
export function aclCommand(path: string, user: string): string {
  return `sudo setfacl -R -m ${quoted(`u:${user}:rX`)} -- ${quoted(path)}`;
}

/** For a POSIX shell, whatever the name is. */
function quoted(text: string): string {
  return /^[\w:/.@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
