import type { Finding } from '../finding';
import { stop } from '../finding';
import { insert, replace } from '../fixes';
import { partRange, valueRange } from '../range';
import type { Entry } from '../readers/entry';
import type { Check } from '../reading';
import { findEach, lookUp } from '../reading';
import { isSpace, skip, words } from '../whiteSpace';

function withoutUser(entry: Entry): Finding {
  const range = valueRange(entry);
  const message = `The ssh target '${entry.value}' is not of the form user@host.`;
  const fix = insert("Write 'root@' before the host", range.line, range.start, 'root@');
  const reason = 'kdump does not guess the user whose key it shall use.';
  return stop('ssh-without-user', range, message, [fix], reason);
}

/** mkdumprd of every release: the target has to have an @ somewhere. */
export const sshUser: Check = (reading) =>
  findEach(reading, reading.buildEntries, (entry) =>
    entry.option === 'ssh' && entry.value !== '' && !entry.value.includes('@')
      ? withoutUser(entry)
      : undefined,
  );

/**
 * RHEL 7 (2.0.15-33) has been seen to take the key for the target when the file is not there. A machine that has the
 * file is left in peace.
 */
export const sshKeyOfRhel7: Check = (reading) =>
  findEach(reading, reading.buildEntries, (entry) => {
    const { option, value } = entry;
    if (option !== 'sshkey' || value === '' || value.includes('@')) return undefined;
    if (reading.facts.files?.[value]?.kind === 'file') return undefined;
    const message = `RHEL 7 says "Bad ssh dump target ${value}" when there is no such key.`;
    const reason = "Make the key with 'kdumpctl propagate', or name one that exists.";
    return stop('sshkey-as-target', valueRange(entry), message, [], reason);
  });

/** kdump-utils: user and host have to be there, and the host has to be what `ssh -G` would connect to. */
export const sshDestination: Check = (reading) => {
  const entry = lookUp(reading, 'ssh');
  if (entry === undefined || entry.value === '') return [];
  const at = entry.value.indexOf('@');
  if (at < 0) return [withoutUser(entry)];
  const host = entry.value.slice(at + 1);
  const resolved = hostOf(entry.value);
  if (host === resolved) return [];
  const range = partRange(entry, at + 1, Math.max(host.length, 1));
  const message = `ssh would not connect to '${host}' as it is written.`;
  const reason =
    'Since kdump-utils the part after the first @ must be the very name or address that ssh -G prints.';
  // What follows the host is often meant for somebody else.
  const login = words(entry.value)[0]?.text ?? '';
  const meant = resolved === '' && login.length > at ? hostOf(login) : resolved;
  const fixes = meant === '' ? [] : [replace(`Change to '${meant}'`, range, meant)];
  return [stop('ssh-host', range, message, fixes, reason)];
};

/** Characters that OpenSSH refuses in names from the command line (valid_hostname and valid_ruser in ssh.c). */
const refusedInHost = /[\0- \x7f'"`$\\;&<>|(){}]|^-/u;
const refusedInUser = /['"`;&<>|(){}]|^-|[\t-\r ]-|\\$/u;

/** The host name that `ssh -G` prints for a destination, or an empty text when it refuses. */
function hostOf(destination: string): string {
  const login = loginOf(destination);
  if (login === undefined || refusedInUser.test(login.user) || refusedInHost.test(login.host)) return '';
  const { host } = login;
  if (host.includes(':')) return host;
  // The script takes what ssh prints up to a white space; ssh makes small letters of ASCII's alone.
  const shown = host.slice(
    0,
    skip(host, 0, (character) => !isSpace(character)),
  );
  return numericAddress(host) ?? shown.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Undefined where there is nothing before the @; of a URI what ssh takes for one (parse_uri in misc.c). */
function loginOf(destination: string): { readonly user: string; readonly host: string } | undefined {
  const uri = destination.startsWith('ssh://');
  const text = uri ? destination.slice('ssh://'.length) : destination;
  const at = text.lastIndexOf('@');
  const [user, host] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (at === 0) return undefined;
  if (!uri) return { user, host };
  const [name = ''] = user.split(';');
  const sound = !user.includes('@') && !/%(?![0-9a-f]{2})/i.test(name);
  if (!sound || !/^[a-z0-9](?!.*\.\.)[a-z0-9._-]*$/i.test(host)) return undefined;
  const decode = (_all: string, code: string): string => String.fromCharCode(Number.parseInt(code, 16));
  return { user: name.replace(/%([0-9a-f]{2})/gi, decode), host: host.replace(/\.$/, '') };
}

/** inet_aton's forms, such as 127.1 and 0x7f000001, become four decimal numbers. */
function numericAddress(host: string): string | undefined {
  const parts = host.split('.');
  if (parts.length > 4 || !parts.every((part) => /^(?:0x[0-9a-f]{1,8}|\d{1,10})$/i.test(part)))
    return undefined;
  const numbers = parts.map((part) => Number(/^0\d/.test(part) ? `0o${part}` : part));
  const last = numbers.pop() ?? 0;
  if (numbers.some((number) => !(number < 256)) || !(last < 256 ** (4 - numbers.length))) return undefined;
  const value = numbers.reduce((sum, number, index) => sum + number * 256 ** (3 - index), last);
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
