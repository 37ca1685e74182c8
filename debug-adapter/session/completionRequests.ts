import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { VmcoreError } from '../../core/base/errors';
import { crashCommands } from '../../core/engines/crash/crashCommands';
import { structOf, strippedType, type CType, type StructType } from '../../core/types/cType';
import { cDeclaration } from '../../core/types/cText';
import { evaluate } from '../expression/evaluate';
import { findCType } from '../expression/findCType';
import { parseExpression } from '../expression/parseExpression';
import { placeInText } from './clientPosition';
import type { DapHandlers } from './dapRequests';
import type { DebuggedDump } from './debuggedDump';
import { scopeOf } from './evaluateRequests';
import type { SessionState } from './sessionState';

/** More than anybody reads: the next letter narrows it. */
const maxItems = 200;

/** What may follow in the console: members, symbols, and crash's commands at the start of a line. */
export function completionHandlers(state: SessionState): Pick<DapHandlers, 'completions'> {
  return {
    completions: ({ text, frameId, ...at }) => {
      const { line, column } = placeInText(state.client, at);
      const before = (text.split('\n')[line] ?? '').slice(0, column);
      const [, path = '', word = ''] = /^(.*?)(\w*)$/.exec(before) ?? [];
      return { targets: targetsFor(state.dump, path, word, frameId) };
    },
  };
}

function targetsFor(
  dump: DebuggedDump,
  path: string,
  word: string,
  frameId: number | undefined,
): Dap.CompletionItem[] {
  const parent = /([\w.>\-[\]()$*& ]+?)(?:\.|->)$/.exec(path)?.[1];
  if (parent !== undefined) return members(dump, parent, word, frameId);
  const types = /\b(struct|union)\s+$/.test(path);
  if (types) return items(dump.kernel.allTypes.structNames(), word, 'class');
  const commands = path.trim() === '' || /^\s*crash\s+$/.test(path) ? [...crashCommands, 'crash', 'gdb'] : [];
  return [
    ...items(commands, word, 'keyword'),
    ...(word.length > 1 ? items(symbolNames(dump), word, 'variable') : []),
  ].slice(0, maxItems);
}

function* symbolNames({ kernel }: DebuggedDump): Iterable<string> {
  for (const { name } of kernel.symbols?.symbols() ?? []) yield name;
}

function members(
  dump: DebuggedDump,
  parent: string,
  word: string,
  frameId: number | undefined,
): Dap.CompletionItem[] {
  const type = typeOf(dump, parent.trim(), frameId);
  if (!type) return [];
  const stripped = strippedType(type);
  const struct = structOf(stripped.kind === 'pointer' ? stripped.target : type);
  if (!struct) return [];
  return [...ownMembers(struct, 0)]
    .filter(({ name }) => name.startsWith(word))
    .slice(0, maxItems)
    .map(({ name, type: memberType }) => ({
      label: name,
      type: 'field',
      detail: cDeclaration(memberType),
      length: word.length,
    }));
}

/** Members of anonymous structs count as the struct's own. */
function* ownMembers(
  struct: StructType,
  depth: number,
): Generator<{ readonly name: string; readonly type: CType }> {
  for (const member of struct.members) {
    const inner = member.name === '' && depth < 8 ? structOf(member.type) : undefined;
    if (inner) yield* ownMembers(inner, depth + 1);
    else yield member;
  }
}

/** Undefined for what cannot be evaluated: while it is being typed, most cannot. */
function typeOf(dump: DebuggedDump, text: string, frameId: number | undefined): CType | undefined {
  const expression = parseExpression(text, (words) => findCType(dump.kernel.allTypes, words) !== undefined);
  if (!expression) return undefined;
  try {
    const found = evaluate(expression, scopeOf(dump, frameId));
    return found.kind === 'object' ? found.object.type : found.type;
  } catch (error) {
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}

function items(names: Iterable<string>, word: string, type: Dap.CompletionItemType): Dap.CompletionItem[] {
  const found = new Set<string>();
  for (const name of names) {
    if (name.startsWith(word)) found.add(name);
    if (found.size >= maxItems) break;
  }
  return [...found].map((label) => ({ label, type, length: word.length }));
}
