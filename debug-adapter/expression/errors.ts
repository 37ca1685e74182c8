import { VmcoreError } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';

export function nameUnknown(name: string): VmcoreError {
  return new VmcoreError(
    'name-unknown',
    `The dump has no symbol “${name}”.`,
    'Check the spelling; local variables need gdb and a vmlinux with debuginfo.',
  );
}

export function registerUnknown(name: string): VmcoreError {
  return new VmcoreError(
    'register-unknown',
    `Register ${name} is not known in this frame.`,
    'Look at the innermost frame, or at one that an exception interrupted: they have all registers.',
  );
}

export function expressionUnfit(text: string): VmcoreError {
  return new VmcoreError(
    'bad-expression',
    `“${visibleText(text.slice(0, 100))}” cannot be evaluated without gdb.`,
    'Symbols, $registers, numbers, casts like (struct task_struct *)0x…, and members and elements of them can.',
  );
}
