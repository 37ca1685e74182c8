import type { CType, FunctionType } from './cType';

/** Pointers to functions that take pointers to functions …: hostile types may be circular, or grow without end. */
const maxDepth = 32;
const maxSteps = 1000;
const maxParameters = 64;

/** As C declares it: `cDeclaration(type, 'next')` is "struct list_head *next"; without a name, the type alone. */
export function cDeclaration(type: CType, name = ''): string {
  return new Declaration().declare(type, name, 0);
}

class Declaration {
  private steps = 0;

  declare(type: CType, inner: string, depth: number): string {
    if (depth > maxDepth || ++this.steps > maxSteps) return joined('…', inner);
    if (type.kind === 'pointer') {
      return this.declare(type.target, isPostfix(type.target) ? `(*${inner})` : `*${inner}`, depth + 1);
    }
    if (type.kind === 'array') {
      return this.declare(type.element, `${inner}[${type.count === 0 ? '' : type.count}]`, depth + 1);
    }
    if (type.kind === 'function') {
      return this.declare(type.returns, `${inner}(${this.parameterList(type, depth)})`, depth + 1);
    }
    if (type.kind !== 'qualified') return joined(specifier(type), inner);
    // A pointer's own qualifier stands behind its star.
    return type.target.kind === 'pointer'
      ? this.declare(type.target, joined(type.qualifier, inner), depth + 1)
      : `${type.qualifier} ${this.declare(type.target, inner, depth + 1)}`;
  }

  private parameterList({ parameters }: FunctionType, depth: number): string {
    if (parameters.length === 0) return 'void';
    return parameters
      .slice(0, maxParameters)
      .map(({ type, name }, index) =>
        type.kind === 'void' && index === parameters.length - 1 ? '...' : this.declare(type, name, depth + 1),
      )
      .join(', ');
  }
}

function isPostfix({ kind }: CType): boolean {
  return kind === 'array' || kind === 'function';
}

function joined(before: string, behind: string): string {
  return behind === '' ? before : `${before} ${behind}`;
}

type Named = Exclude<CType, { kind: 'pointer' | 'array' | 'function' | 'qualified' }>;

function specifier(type: Named): string {
  if (type.kind === 'void') return 'void';
  if (type.kind === 'forward') return `${type.isUnion ? 'union' : 'struct'} ${type.name}`;
  if (type.kind === 'struct' || type.kind === 'union' || type.kind === 'enum') {
    return joined(type.kind, type.name === '' ? '{…}' : type.name);
  }
  return type.name;
}
