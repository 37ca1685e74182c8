import { stop } from '../finding';
import { removeWords, replace } from '../fixes';
import type { Entry } from '../readers/entry';
import { partRange, valueRange } from '../range';
import { isBlank } from '../whiteSpace';
import type { EntryCheck } from './eachEntry';

const option = '--mount';

/** Why there is but one target. */
export const onePlace = 'A dump goes to one place: keep one of them.';

export function namesMount(entry: Entry): boolean {
  return entry.option === 'dracut_args' && entry.value.includes(option);
}

/** Counts text, as the scripts do: `--mountpoint` is one, too. */
function countMounts(text: string): number {
  return text.split(option).length - 1;
}

export const oneMount: EntryCheck = (entry) => {
  if (!namesMount(entry) || countMounts(entry.value) === 1) return undefined;
  const at = entry.value.lastIndexOf(option);
  const message = 'dracut_args names more than one --mount, and each is a dump target.';
  const [argument = ''] = /^--mount[^ ]* *(?:"[^"]*"|'[^']*')?/.exec(entry.value.slice(at)) ?? [];
  const fixes = isBlank(entry.value[at - 1])
    ? [removeWords('Remove this --mount', partRange(entry, at, argument.length))]
    : [];
  return stop('several-mounts', partRange(entry, at, option.length), message, fixes, onePlace);
};

/** Device and file system type as kdump-utils cuts them out of `--mount "device directory type options"`. */
export interface MountTarget {
  readonly device: string;
  readonly fileSystem: string;
}

/** sed's `.*--mount .\(.*\)` and cut's idea of fields: single blanks divide, and one field alone is every field. */
export function mountTarget(value: string): MountTarget {
  for (
    let at = value.lastIndexOf(`${option} `);
    at >= 0;
    at = at === 0 ? -1 : value.lastIndexOf(`${option} `, at - 1)
  ) {
    const after = value.slice(at + option.length + 1);
    const quote = after.codePointAt(0);
    if (quote === undefined) continue;
    const text = after.slice(quote > 0xffff ? 2 : 1);
    const fields = text.split(' ');
    const one = fields.length === 1;
    return { device: fields[0] ?? '', fileSystem: (one ? fields[0] : fields[2]) ?? '' };
  }
  return { device: '', fileSystem: '' };
}

/** kdump-utils: type and device have to be found, which they are not in `--mount="…"`. */
export const readableMount: EntryCheck = (entry) => {
  if (!namesMount(entry)) return undefined;
  const { device, fileSystem } = mountTarget(entry.value);
  if (device !== '' && fileSystem !== '') return undefined;
  const equals = entry.value.indexOf(`${option}=`);
  const fixes =
    equals < 0
      ? []
      : [replace('Write --mount with a blank', partRange(entry, equals + option.length, 1), ' ')];
  const message = 'Device and file system of --mount cannot be made out.';
  const reason = 'Wanted is: --mount "<device> <directory> <type> <options>", divided by single blanks.';
  return stop('unreadable-mount', valueRange(entry), message, fixes, reason);
};
