import { visibleText } from '../../core/base/visibleText';

/**
 * Text of a dump as a terminal may show it: whatever would move its cursor, recolour it or speak to its program becomes
 * a mark that is seen.
 */
export function terminalText(text: string): string {
  return visibleText(text).replaceAll('\n', '\r\n');
}
