import { visibleText } from '../../base/visibleText';
import type { MemberLayout, ObjectData, TypeLayout } from '../../protocol/typeData';

const offsetWidth = 8;

/** A layout as crash's `struct -o` prints it: the offset of each member in brackets, in decimal. */
export function layoutText({ declaration, sizeBytes, members, values }: TypeLayout): string {
  if (members) {
    return `${declaration} {\n${members.map((member) => memberText(member, '  ')).join('')}}\nSIZE: ${sizeBytes}\n`;
  }
  if (values) {
    const lines = values.map(({ name, value }) => `  ${name} = ${value},\n`);
    return `${declaration} {\n${lines.join('')}}\nSIZE: ${sizeBytes}\n`;
  }
  return `${declaration};\nSIZE: ${sizeBytes}\n`;
}

function memberText({ offset, declaration, members }: MemberLayout, indent: string): string {
  if (!members) return `${`[${offset}]`.padStart(offsetWidth)}${indent}${declaration};\n`;
  const blank = ' '.repeat(offsetWidth) + indent;
  const keyword = declaration.replace(/ \{…\}.*$/, '');
  return `${blank}${keyword} {\n${members.map((member) => memberText(member, `${indent}  `)).join('')}${blank}};\n`;
}

/** An object as gdb prints it. */
export function objectText(data: ObjectData): string {
  return visibleText(`${data.type} = ${valueText(data, '')}\n`);
}

function valueText(data: ObjectData, indent: string): string {
  const { value, symbol, members, elements, omittedElements = 0, absent } = data;
  if (absent !== undefined) return `?? (${absent.replace(/\.$/, '')})`;
  if (members)
    return block(
      members.map((member) => memberValue(member, `${indent}  `)),
      indent,
    );
  if (elements) return arrayText(elements, omittedElements, indent);
  return symbol === undefined ? (value ?? '…') : `${value ?? ''} <${symbol}>`;
}

function memberValue(member: ObjectData & { readonly name: string }, indent: string): string {
  const text = valueText(member, indent);
  return member.name === '' ? text : `${member.name} = ${text}`;
}

function block(lines: readonly string[], indent: string): string {
  if (lines.length === 0) return '{}';
  return `{\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}}`;
}

/** Equal neighbours stand once, with their number. */
function arrayText(elements: readonly ObjectData[], omitted: number, indent: string): string {
  const runs: { readonly text: string; count: number }[] = [];
  for (const element of elements) {
    const text = valueText(element, `${indent}  `);
    const last = runs.at(-1);
    if (last?.text === text) last.count++;
    else runs.push({ text, count: 1 });
  }
  const texts = runs.map(({ text, count }) => (count === 1 ? text : `${text} <${count} times>`));
  if (omitted > 0) texts.push(`… ${omitted} more`);
  const isShort = texts.every((text) => !text.includes('\n')) && texts.join(', ').length <= 90;
  return isShort ? `{${texts.join(', ')}}` : block(texts, indent);
}
