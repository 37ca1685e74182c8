import { formatAddress, hex } from '../../core/base/address';
import { visibleText } from '../../core/base/visibleText';
import type { Kernel } from '../../core/kernel/kernel';
import { fenced } from '../../core/protocol/text/markdownText';
import type { StructureTextForm } from '../../core/protocol/panels/structureRequests';
import { crashEnum, crashLayout } from '../../core/report/objects/crashLayout';
import { gdbText } from '../../core/report/objects/gdbText';
import { objectData } from '../../core/report/objects/objectData';
import { layoutText } from '../../core/report/objects/structText';
import { typeLayout } from '../../core/report/objects/typeLayout';
import { cDeclaration } from '../../core/types/cText';
import { strippedType, structOf, type CType } from '../../core/types/cType';
import { TypedObject } from '../../core/types/typedObject';

/** The object, or the layout of the type, for a ticket or a script. */
export function structureText(
  kernel: Kernel,
  type: CType,
  address: bigint | undefined,
  form: StructureTextForm,
): string {
  const object = address === undefined ? undefined : objectAt(kernel, type, address);
  if (form === 'json') return jsonText(kernel, type, object);
  const text = visibleText(object ? crashObject(object, kernel) : crashTypeText(type));
  return form === 'crash' ? text : fenced(text);
}

function objectAt(kernel: Kernel, type: CType, address: bigint): TypedObject {
  return new TypedObject(kernel.objects, type, kernel.objects.stripPointer(address));
}

function crashObject(object: TypedObject, kernel: Kernel): string {
  const words = commandWords(object.type);
  return `crash> ${words} ${formatAddress(object.address)}\n${words} ${gdbText(object, kernel.symbols)}\n`;
}

function crashTypeText(type: CType): string {
  const struct = structOf(type);
  const stripped = strippedType(type);
  const words = commandWords(type);
  if (struct && struct.name !== '') {
    return `crash> ${words.replace(' ', ' -o ')}\n${crashLayout(struct)}`;
  }
  const text = stripped.kind === 'enum' ? crashEnum(stripped) : layoutText(typeLayout(type));
  return `crash> ${words}\n${text}`;
}

/** As crash takes the type: `struct page`, `union thread_union`; a typedef by its own name. */
function commandWords(type: CType): string {
  const struct = structOf(type);
  return struct && struct.name !== '' ? cDeclaration(struct) : cDeclaration(type);
}

function jsonText(kernel: Kernel, type: CType, object: TypedObject | undefined): string {
  const data = object
    ? { address: hex(object.address), ...objectData(object, kernel.symbols) }
    : typeLayout(type);
  return `${JSON.stringify(data, undefined, 2)}\n`;
}
