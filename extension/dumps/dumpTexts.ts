const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** "now", "5 min ago", "yesterday", and from a week on the date, in the words of `language`. Both in seconds since 1970. */
export function whenText(time: number, now: number, language: string): string {
  const age = now - time;
  if (age >= 7 * day || age < -minute) return dateText(time, language);
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  if (age < minute) return words.format(0, 'second');
  if (age < hour) return words.format(-Math.floor(age / minute), 'minute');
  if (age < day) return words.format(-Math.floor(age / hour), 'hour');
  return words.format(-Math.floor(age / day), 'day');
}

/** The day alone; what is beyond the years of Date has none. */
export function dateText(time: number, language: string): string {
  const date = new Date(time * 1000);
  if (Number.isNaN(date.getTime())) return '';
  return date.toLocaleDateString(language, { year: 'numeric', month: 'short', day: 'numeric' });
}

/** To the second, with the time zone. */
export function exactTimeText(time: number, language: string): string {
  const date = new Date(time * 1000);
  if (Number.isNaN(date.getTime())) return '';
  return date.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'long' });
}

/** What is known of these, between dots. */
export function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

/** The path as far as it tells something: below a folder of the workspace, or below the person's own. */
export function shortPath(path: string, folders: readonly string[], home: string): string {
  const inFolders = folders.flatMap((folder) => restBelow(path, folder) ?? []);
  const shortest = inFolders.sort((a, b) => a.length - b.length)[0];
  if (shortest !== undefined) return shortest;
  const inHome = home === '' ? undefined : restBelow(path, home);
  return inHome === undefined ? path : `~/${inHome}`;
}

/** What of `path` comes after `folder`, if it is below that; of Windows, too. */
export function restBelow(path: string, folder: string): string | undefined {
  const end = folder.replace(/[/\\]+$/, '').length;
  const isBelow = path.startsWith(folder.slice(0, end)) && /^[/\\]/.test(path.slice(end));
  return isBelow ? path.slice(end + 1) : undefined;
}
