/** gcc's names for parts and copies of a function; crash leaves out some of the suffixes, so comparisons leave out all. */
const cloneSuffix = /\.(?:part|isra|constprop|cold)\b[.\w]*/g;

export function withoutCloneSuffix(text: string): string {
  return text.replace(cloneSuffix, '');
}
