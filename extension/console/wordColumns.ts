/** Words in columns, one below the other, as a shell lists files. */
export function inColumns(words: readonly string[], columns: number): readonly string[] {
  const width = words.reduce((widest, word) => Math.max(widest, word.length), 0) + 2;
  const perLine = Math.max(1, Math.floor(columns / width));
  const rows = Math.ceil(words.length / perLine);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: perLine }, (_each, column) => (words[column * rows + row] ?? '').padEnd(width))
      .join('')
      .trimEnd(),
  );
}
