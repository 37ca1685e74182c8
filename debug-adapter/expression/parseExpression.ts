import type { Expression } from './syntax';
import { tokensOf, type Token } from './tokens';

const maxTextLength = 4096;
const maxDepth = 100;

/** Whether words in brackets are a type, so that what follows is cast to it: `unsigned long`, `struct page`. */
export type IsTypeName = (words: string) => boolean;

/** Undefined for what is no expression of this kind, whatever else it may be. */
export function parseExpression(text: string, isTypeName: IsTypeName): Expression | undefined {
  const tokens = text.length > maxTextLength ? undefined : tokensOf(text);
  if (!tokens || tokens.length === 0) return undefined;
  const parser = new Parser(tokens, isTypeName);
  const expression = parser.sum(0);
  return parser.isAtEnd ? expression : undefined;
}

class Parser {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly isTypeName: IsTypeName,
  ) {}

  get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  sum(depth: number): Expression | undefined {
    let left = this.unary(depth);
    for (;;) {
      const isDifference = this.isNext('-');
      if (!left || (!isDifference && !this.isNext('+'))) return left;
      this.at++;
      const right = this.unary(depth);
      left = right && { kind: 'sum', left, right, isDifference };
    }
  }

  private unary(depth: number): Expression | undefined {
    if (depth > maxDepth) return undefined;
    if (this.take('*')) return wrap(this.unary(depth + 1), (operand) => ({ kind: 'dereference', operand }));
    if (this.take('&')) return wrap(this.unary(depth + 1), (operand) => ({ kind: 'address', operand }));
    const type = this.castType();
    if (type) return wrap(this.unary(depth + 1), (operand) => ({ kind: 'cast', ...type, operand }));
    return this.postfix(depth);
  }

  private postfix(depth: number): Expression | undefined {
    let operand = this.primary(depth);
    while (operand) {
      const base: Expression = operand;
      if (this.take('.') || this.take('->')) {
        const name = this.takeKind('word');
        operand = name === undefined ? undefined : { kind: 'member', operand: base, name };
      } else if (this.take('[')) {
        const index = this.sum(depth + 1);
        operand = index && this.take(']') ? { kind: 'element', operand: base, index } : undefined;
      } else return operand;
    }
    return undefined;
  }

  private primary(depth: number): Expression | undefined {
    if (this.take('(')) {
      const inner = this.sum(depth + 1);
      return inner && this.take(')') ? inner : undefined;
    }
    const number = this.takeKind('number');
    if (number !== undefined) return { kind: 'number', value: BigInt(number) };
    const register = this.takeKind('register');
    if (register !== undefined) return { kind: 'register', name: register.slice(1) };
    const name = this.takeKind('word');
    return name === undefined ? undefined : { kind: 'name', name };
  }

  /** `(struct page *)`; leaves everything where it was when the brackets hold no type. */
  private castType(): { readonly type: string; readonly stars: number } | undefined {
    const start = this.at;
    if (this.take('(')) {
      const words: string[] = [];
      for (let word = this.takeKind('word'); word !== undefined; word = this.takeKind('word'))
        words.push(word);
      let stars = 0;
      while (this.take('*')) stars++;
      const type = words.filter((word) => word !== 'const' && word !== 'volatile').join(' ');
      if (type !== '' && this.take(')') && this.isTypeName(type)) return { type, stars };
    }
    this.at = start;
    return undefined;
  }

  private isNext(sign: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'sign' && token.text === sign;
  }

  private take(sign: string): boolean {
    const isThere = this.isNext(sign);
    if (isThere) this.at++;
    return isThere;
  }

  private takeKind(kind: Token['kind']): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== kind) return undefined;
    this.at++;
    return token.text;
  }
}

function wrap(
  operand: Expression | undefined,
  make: (operand: Expression) => Expression,
): Expression | undefined {
  return operand && make(operand);
}
