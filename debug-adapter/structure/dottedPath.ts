/** `sk.cb[3]`: how a person writes where a member is. */
export function dottedPath(above: string, name: string): string {
  return above === '' || name.startsWith('[') ? `${above}${name}` : `${above}.${name}`;
}
