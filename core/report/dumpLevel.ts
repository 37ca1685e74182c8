/** makedumpfile's -d is a sum of these (makedumpfile(8)). */
const levelBits: readonly { readonly bit: number; readonly pages: string }[] = [
  { bit: 1, pages: 'pages filled with zeros' },
  { bit: 2, pages: 'page cache' },
  { bit: 4, pages: 'private page cache' },
  { bit: 8, pages: 'user pages' },
  { bit: 16, pages: 'free pages' },
];

/** What a dump level leaves out, in words; nothing for an unknown level. */
export function excludedPages(dumpLevel: number | undefined): string[] {
  return levelBits.filter(({ bit }) => ((dumpLevel ?? 0) & bit) !== 0).map(({ pages }) => pages);
}
