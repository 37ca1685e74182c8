import type { EngineName } from '../../core/protocol/panels/consoleRequests';

/** What a line of the console asks for. */
export type ConsoleLine =
  | { readonly kind: 'run'; readonly engine: EngineName; readonly line: string }
  /** From here on lines without a name are for this engine. */
  | { readonly kind: 'switch'; readonly engine: EngineName }
  | { readonly kind: 'leave' }
  | { readonly kind: 'nothing' };

/** `gdb info types` is for gdb, `gdb` alone means all that follows; the same for crash. */
export function parseConsoleLine(typed: string, engine: EngineName): ConsoleLine {
  const line = typed.trim();
  if (line === '') return { kind: 'nothing' };
  if (/^(?:q|quit|exit)$/.test(line)) return { kind: 'leave' };
  const [, name, rest = ''] = /^(gdb|crash)(?:\s+(.*))?$/s.exec(line) ?? [];
  if (name !== 'gdb' && name !== 'crash') return { kind: 'run', engine, line };
  return rest === '' ? { kind: 'switch', engine: name } : { kind: 'run', engine: name, line: rest };
}
