import { errorNumber, findPoison } from '../../core/analysis/values/valueMeaning';
import { errorData, VmcoreError } from '../../core/base/errors';
import type { ValueMark } from '../../core/protocol/panels/structureRequests';
import { sizeOfType, strippedType } from '../../core/types/cType';
import { memoryAbsent } from '../../core/types/errors';
import type { TypedObject } from '../../core/types/typedObject';

/** Larger objects are looked at as far as this. */
const maxScannedBytes = 4096;
/** Fewer bytes of a poison can be a number like any other. */
const minPoisonBytes = 4;

/** What a value says beside itself: that it is absent, NULL, or a pattern of memory that is not in use. */
export function markOf(object: TypedObject): ValueMark | undefined {
  try {
    return readMark(object);
  } catch (error) {
    if (!(error instanceof VmcoreError)) throw error;
    return { kind: 'excluded', text: 'excluded', detail: errorData(error).message };
  }
}

function readMark(object: TypedObject): ValueMark | undefined {
  const type = strippedType(object.type);
  switch (type.kind) {
    case 'pointer':
      return pointerMark(object.value);
    case 'integer':
    case 'enum':
      return object.bits ? undefined : bytesMark(object, object.value === 0n);
    case 'struct':
    case 'union':
    case 'array':
      return bytesMark(object, false);
    case 'void':
    case 'float':
    case 'forward':
    case 'function':
      return undefined;
  }
}

function pointerMark(value: bigint): ValueMark | undefined {
  if (value === 0n) return { kind: 'null', text: 'NULL', detail: 'It points nowhere.' };
  const poison = findPoison(value);
  if (poison) return poisonMark(poison.kind, value >> 48n, poison.meaning);
  const error = errorNumber(value);
  return error === undefined
    ? undefined
    : { kind: 'error', text: `ERR_PTR(${error})`, detail: 'An error code stands in place of a pointer.' };
}

/** Bytes that are all the same byte of a poison (include/linux/poison.h). */
function bytesMark(object: TypedObject, isZero: boolean): ValueMark | undefined {
  const sizeBytes = Math.min(sizeOfType(object.type), maxScannedBytes);
  if (isZero || sizeBytes === 0) return undefined;
  const bytes = new Uint8Array(sizeBytes);
  const [gap] = object.space.memory.read(object.address, bytes);
  if (gap) throw memoryAbsent(object.address + BigInt(gap.offset), 'part of it', gap);
  const first = bytes[0] ?? 0;
  if (sizeBytes < minPoisonBytes || !bytes.every((byte) => byte === first)) return undefined;
  const repeated = BigInt(`0x${first.toString(16).padStart(2, '0').repeat(8)}`);
  const poison = first === 0 || first === 0xff ? undefined : findPoison(repeated);
  return poison && poisonMark(poison.kind, repeated >> 48n, poison.meaning);
}

const words = { freed: 'freed', uninitialized: 'never written', 'deleted-entry': 'deleted entry' } as const;

function poisonMark(kind: keyof typeof words, pattern: bigint, meaning: string): ValueMark {
  return {
    kind,
    text: `${pattern.toString(16).padStart(4, '0')} ${words[kind]}`,
    detail: `It is ${meaning}.`,
  };
}
