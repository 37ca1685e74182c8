import type { Kernel } from '../../../core/kernel/kernel';
import { addressColumn, crashLayout, crashMember, noOffsets } from '../../../core/report/objects/crashLayout';
import { gdbText } from '../../../core/report/objects/gdbText';
import { cDeclaration } from '../../../core/types/cText';
import type { StructType } from '../../../core/types/cType';
import { findPath } from '../../../core/types/layout';
import { TypedObject } from '../../../core/types/typedObject';
import type { NativeAnswer, NativeCommand } from '../nativeCommand';
import { addressNamed } from './addressNamed';
import { commandWords } from './words';

/** `struct [-o] TYPE[.MEMBER,…] [ADDRESS|SYMBOL]`, of unions, too: a layout, or an object of it. */
export const struct: NativeCommand = (args, { kernel }) => {
  const words = commandWords(args, ['-o']);
  const [wanted = '', at, ...more] = words?.operands ?? [];
  const [, name = '', path] = /^(\w+)(?:\.(.+))?$/.exec(wanted) ?? [];
  const type = kernel.allTypes.findStruct(name);
  if (!words || !type || more.length > 0) return undefined;
  const members = path?.split(',');
  const withOffsets = words.options.has('-o');
  if (at === undefined) return layout(type, members, withOffsets);
  const address = addressNamed(kernel, at);
  if (address === undefined || (members && withOffsets)) return undefined;
  if (withOffsets) return [crashLayout(type, addressColumn(address))];
  return object(kernel, new TypedObject(kernel.objects, type, kernel.objects.stripPointer(address)), members);
};

function layout(
  type: StructType,
  members: readonly string[] | undefined,
  withOffsets: boolean,
): NativeAnswer {
  if (!members) return [crashLayout(type, withOffsets ? undefined : noOffsets)];
  const [name = '', ...more] = members;
  const text = more.length === 0 ? crashMember(type, name) : undefined;
  return text === undefined ? undefined : [text];
}

function object(kernel: Kernel, whole: TypedObject, members: readonly string[] | undefined): NativeAnswer {
  if (!members) return [`${cDeclaration(whole.type)} ${gdbText(whole, kernel.symbols)}\n`];
  const texts = members.map((path) => {
    const place = findPath(whole.type, path);
    return place && `  ${path} = ${gdbText(whole.at(place), kernel.symbols).replace(/\n/g, '\n  ')},\n`;
  });
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
