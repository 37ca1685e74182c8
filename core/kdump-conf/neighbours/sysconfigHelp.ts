import type { Position, TextRange } from '../diagnose';
import { shellAssignments } from './shellAssignments';
import { findVariable, variablesOf } from './sysconfig';
import { TextPositions } from './textPositions';
import type { SysconfigDialect, Variable } from './variable';

/** Markdown for a variable. */
export function describeVariable(variable: Variable): string {
  const allowed =
    variable.form.kind === 'one-of' ? variable.form.values.map((value) => `\`${value}\``).join(', ') : '';
  return [
    `\`${variable.name}\``,
    variable.summary,
    ...(variable.gone === undefined ? [] : [`**${variable.gone}**`]),
    ...(allowed === '' ? [] : [`Values: ${allowed}.`]),
    ...(variable.defaultValue === undefined ? [] : [`Default: \`${variable.defaultValue}\`.`]),
    ...(variable.since === undefined ? [] : [`Since ${variable.since}.`]),
  ].join('\n\n');
}

export function hoverVariable(
  text: string,
  position: Position,
  dialect: SysconfigDialect,
): { readonly range: TextRange; readonly markdown: string } | undefined {
  const positions = new TextPositions(text);
  for (const { name, nameStart } of shellAssignments(text)) {
    const range = positions.range(nameStart, nameStart + name.length);
    const here = range.start.line === position.line;
    if (!here || position.character < range.start.character || position.character > range.end.character)
      continue;
    const variable = findVariable(name, dialect);
    return variable === undefined ? undefined : { range, markdown: describeVariable(variable) };
  }
  return undefined;
}

export interface VariableCompletion {
  readonly label: string;
  readonly insertText: string;
  readonly markdown: string;
  /** Set in the file already. */
  readonly used: boolean;
}

/** Every variable of the dialect that is still in use. */
export function variableCompletions(text: string, dialect: SysconfigDialect): VariableCompletion[] {
  const used = new Set(shellAssignments(text).map(({ name }) => name));
  return variablesOf[dialect]
    .filter(({ gone }) => gone === undefined)
    .map((variable) => ({
      label: variable.name,
      insertText: `${variable.name}="${variable.defaultValue?.includes('…') === false ? variable.defaultValue : ''}"`,
      markdown: describeVariable(variable),
      used: used.has(variable.name),
    }));
}
