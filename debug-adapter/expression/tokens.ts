export interface Token {
  readonly kind: 'number' | 'word' | 'register' | 'sign';
  readonly text: string;
}

const tokenPattern =
  /\s*(?:(?<number>0x[0-9a-f]+|\d+)[ul]*\b|(?<register>\$\w+)|(?<word>[a-z_]\w*)|(?<sign>->|[-+*&().[\]]))/iy;

/** Undefined when some character begins no token. */
export function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const trimmed = text.trim();
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < trimmed.length) {
    const groups = tokenPattern.exec(trimmed)?.groups;
    if (!groups) return undefined;
    const found = (['number', 'register', 'word', 'sign'] as const).find(
      (kind) => groups[kind] !== undefined,
    );
    if (found) tokens.push({ kind: found, text: groups[found] ?? '' });
  }
  return tokens;
}
