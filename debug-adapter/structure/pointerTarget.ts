import { hex } from '../../core/base/address';
import type { StructureValue } from '../../core/protocol/panels/structureRequests';
import type { AddressMeaning, AddressMeanings } from '../../core/report/memory/addressMeanings';
import { meaningText } from '../../core/report/memory/meaningText';
import { sizeOfType, strippedType, structOf, type CType } from '../../core/types/cType';
import { ifKnown } from '../../core/types/errors';
import type { TypedObject } from '../../core/types/typedObject';
import { typeName } from './typeName';

/** What a pointer leads to: an object of its type, code, or bytes; nothing of what is no pointer, or leads nowhere. */
export function pointerTarget(
  object: TypedObject,
  meanings: AddressMeanings,
): Pick<StructureValue, 'meaning' | 'target'> {
  const type = strippedType(object.type);
  const pointer = type.kind === 'pointer' ? ifKnown(() => object.pointer) : undefined;
  if (type.kind !== 'pointer' || pointer === undefined || pointer === 0n) return {};
  const address = hex(pointer);
  const meaning = meanings.find(pointer);
  const text = meaning && meaningBesideValue(meaning);
  return {
    ...(text !== undefined && { meaning: text }),
    target: isCode(meaning)
      ? { view: 'disassembly', address }
      : (structureAt(type.target, address) ?? { view: 'memory', address }),
  };
}

/** Undefined of types that stand for themselves: numbers, text. */
function structureAt(type: CType, address: string): StructureValue['target'] {
  const name = structOf(type) && sizeOfType(type) > 0 ? typeName(type) : undefined;
  return name === undefined ? undefined : { view: 'structure', type: name, address };
}

function isCode(meaning: AddressMeaning | undefined): boolean {
  return meaning?.kind === 'symbol' && meaning.isCode;
}

/** Symbols stand in the value itself. */
function meaningBesideValue(meaning: AddressMeaning): string | undefined {
  return meaning.kind === 'symbol' ? undefined : meaningText(meaning);
}
