import type { Diagnostic, QuickFix, TextRange } from '../diagnose';
import { checkParameters } from '../makedumpfile/checkParameters';
import { assumedVersion } from '../makedumpfile/options';
import { findNearest, mostGuesses } from '../suggestion';
import { words } from '../whiteSpace';
import { debianVariables } from './debianVariables';
import { rhelVariables } from './rhelVariables';
import type { Assignment } from './shellAssignments';
import type { SysconfigRule } from './rules';
import { shellAssignments } from './shellAssignments';
import { suseVariables } from './suseVariables';
import { TextPositions } from './textPositions';
import type { Form, SysconfigDialect, Variable } from './variable';

export const variablesOf: Readonly<Record<SysconfigDialect, readonly Variable[]>> = {
  rhel: rhelVariables,
  suse: suseVariables,
  debian: debianVariables,
};

const titles: Readonly<Record<SysconfigDialect, string>> = {
  rhel: 'RHEL and Fedora',
  suse: 'SUSE',
  debian: 'Debian’s kdump-tools',
};

/** Which file it is, by the variables in it; undefined when none of them is kdump's. */
export function recogniseSysconfig(text: string): SysconfigDialect | undefined {
  const names = new Set(shellAssignments(text).map(({ name }) => name));
  const counts = (Object.keys(variablesOf) as SysconfigDialect[]).map((dialect) => ({
    dialect,
    count: variablesOf[dialect].filter(({ name }) => names.has(name)).length,
  }));
  const best = counts.reduce((most, next) => (next.count > most.count ? next : most));
  return best.count === 0 ? undefined : best.dialect;
}

export function findVariable(name: string, dialect: SysconfigDialect): Variable | undefined {
  return variablesOf[dialect].find((variable) => variable.name === name);
}

/** What is wrong in a file of this dialect. Never throws. */
export function diagnoseSysconfig(text: string, dialect: SysconfigDialect): Diagnostic<SysconfigRule>[] {
  const positions = new TextPositions(text);
  const seen = new Set<string>();
  let unknown = 0;
  return shellAssignments(text).flatMap((assignment) => {
    const twice = seen.has(assignment.name);
    seen.add(assignment.name);
    const name = positions.range(assignment.nameStart, assignment.nameStart + assignment.name.length);
    const value = positions.range(assignment.valueStart, assignment.valueEnd);
    const ofForm = formProblem(assignment, name, value);
    if (ofForm !== undefined) return [ofForm];
    const again = twice
      ? [found('assigned-twice', 'warning', name, `${assignment.name} is set already; this one wins.`)]
      : [];
    const variable = findVariable(assignment.name, dialect);
    return variable === undefined
      ? [...again, ...unknownVariable(assignment.name, dialect, name, unknown++ < mostGuesses)]
      : [...again, ...judgeVariable(variable, assignment.value, name, value)];
  });
}

function found(
  code: SysconfigRule,
  severity: Diagnostic['severity'],
  range: TextRange,
  message: string,
  fixes: readonly QuickFix[] = [],
): Diagnostic<SysconfigRule> {
  return { code, severity, range, message, fixes };
}

function formProblem(
  { name, value: text, problem }: Assignment,
  nameRange: TextRange,
  value: TextRange,
): Diagnostic<SysconfigRule> | undefined {
  if (problem === undefined) return undefined;
  switch (problem) {
    case 'open-quote':
      return found(
        problem,
        'error',
        value,
        'The quote is never closed: the shell cannot read the rest of the file.',
      );
    case 'blank-around-equals': {
      const range = { start: nameRange.end, end: value.start };
      const fix = { title: 'Remove the blanks around =', edits: [{ range, newText: '=' }] };
      return found(
        problem,
        'error',
        range,
        `The shell takes ${name} for a command when there are blanks around =.`,
        [fix],
      );
    }
    case 'words-after-value':
      return found(
        problem,
        'error',
        value,
        `${name} is not set: the shell takes the next word for a command. Put the whole value in quotes, not only '${text}'.`,
      );
  }
}

function judgeVariable(
  variable: Variable,
  value: string,
  nameRange: TextRange,
  valueRange: TextRange,
): Diagnostic<SysconfigRule>[] {
  const { name } = variable;
  const problem = valueProblem(variable.form, value);
  return [
    ...(variable.gone === undefined
      ? []
      : [found('retired-variable', 'warning', nameRange, `${name}: ${variable.gone}`)]),
    ...(problem === undefined
      ? []
      : [
          found(
            'bad-value',
            variable.stops === true ? 'error' : 'warning',
            valueRange,
            `${name}: ${problem}`,
          ),
        ]),
    ...(variable.secret === true && value !== ''
      ? [
          found(
            'readable-secret',
            'hint',
            valueRange,
            'Keep this file readable for root only: it holds a password.',
          ),
        ]
      : []),
  ];
}

const kdumpLike = /^(?:KDUMP|FADUMP|KEXEC|MAKEDUMP|VMCORE|USE_KDUMP)/;

function unknownVariable(
  name: string,
  dialect: SysconfigDialect,
  range: TextRange,
  guesses: boolean,
): Diagnostic<SysconfigRule>[] {
  const others = (Object.keys(variablesOf) as SysconfigDialect[]).filter(
    (other) => findVariable(name, other) !== undefined,
  );
  if (others.length > 0) {
    const where = others.map((other) => titles[other]).join(' and ');
    return [
      found(
        'other-distribution',
        'warning',
        range,
        `${name} belongs to ${where}; ${titles[dialect]} ignores it.`,
      ),
    ];
  }
  if (!kdumpLike.test(name)) return [];
  const names = variablesOf[dialect].map((variable) => variable.name);
  const nearest = guesses ? findNearest(name, names) : undefined;
  const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  const fixes =
    nearest === undefined ? [] : [{ title: `Change to ${nearest}`, edits: [{ range, newText: nearest }] }];
  return [
    found('unknown-variable', 'warning', range, `${titles[dialect]} does not know ${name}.${meant}`, fixes),
  ];
}

function valueProblem(form: Form, value: string): string | undefined {
  // What the shell puts together only when it runs cannot be judged.
  if (/[$`]/.test(value)) return undefined;
  switch (form.kind) {
    case 'text':
      return undefined;
    case 'one-of':
      return form.values.includes(value)
        ? undefined
        : `one of ${form.values.filter((known) => known !== '').join(', ')} is expected.`;
    case 'shaped':
      return value === '' || form.pattern.test(value) ? undefined : `${form.expected} is expected.`;
    case 'integer':
      return integerProblem(form.least, form.most, value);
    case 'makedumpfile':
      return makedumpfileProblem(value, form.operands);
  }
}

function integerProblem(least: number, most: number | undefined, value: string): string | undefined {
  if (value === '') return undefined;
  const number = /^-?\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= (most ?? Infinity)) return undefined;
  return most === undefined
    ? `a number of at least ${least} is expected.`
    : `a number from ${least} to ${most} is expected.`;
}

function makedumpfileProblem(value: string, operands: readonly string[]): string | undefined {
  const flat = operands.length === 1 ? [{ text: '-F', start: 0 }] : [];
  const problem = checkParameters([...flat, ...words(value.slice(0, 10_000))], operands, assumedVersion);
  return problem === undefined ? undefined : `makedumpfile refuses: ${problem.message}`;
}
