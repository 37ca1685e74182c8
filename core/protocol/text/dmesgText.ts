/**
 * `[   12.345678] `, as the kernel's print_time() writes it; empty for a record without a timestamp.
 * `timeUs` is NaN or undefined where there is none.
 */
export function dmesgPrefix(timeUs: number | undefined): string {
  if (timeUs === undefined || Number.isNaN(timeUs)) return '';
  const seconds = Math.floor(timeUs / 1e6);
  const micros = Math.floor(timeUs % 1e6);
  return `[${String(seconds).padStart(5)}.${String(micros).padStart(6, '0')}] `;
}

/** The lines `dmesg` shows for one record: line feeds inside it continue below, indented past the timestamp. */
export function dmesgLines(timeUs: number | undefined, text: string): string[] {
  const prefix = dmesgPrefix(timeUs);
  if (!text.includes('\n')) return [prefix + text];
  const indent = ' '.repeat(prefix.length);
  return text.split('\n').map((line, index) => (index === 0 ? prefix : indent) + line);
}
