import { hex } from '../core/base/address';
import type { Kernel } from '../core/kernel/kernel';
import { objectData } from '../core/report/objects/objectData';
import { typeLayout } from '../core/report/objects/typeLayout';
import type { CType } from '../core/types/cType';
import { memberMissing, typeMissing } from '../core/types/errors';
import { findPath } from '../core/types/layout';
import type { TypeTable } from '../core/types/typeTable';
import { TypedObject } from '../core/types/typedObject';
import { parseAddress } from './addressArgument';
import { parseCommandLine, requireOperands } from './arguments';
import { fileOptions, kernelFiles } from './kernelFileOptions';
import { openDumpWithTypes } from './openDumpFile';
import { writeOutput } from './output';
import { layoutText, objectText } from '../core/report/objects/structText';
import { symbolAddress } from './symbolAddress';
import { usage } from './usage';

const options = { ...fileOptions, json: { type: 'boolean' } } as const;

/** `vmcore struct`: the layout of a type, or an object of that type. */
export async function struct(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.struct);
  const [path = '', typeName = '', addressText] =
    positionals.length === 3 ? positionals : requireOperands(positionals, ['FILE', 'TYPE'], usage.struct);
  const at = addressText === undefined ? undefined : parseAddress(addressText, usage.struct);
  const kernel = await openDumpWithTypes(path, kernelFiles(values));
  try {
    const type = findType(kernel.allTypes, typeName);
    const address =
      at && (at.symbol === undefined ? at.offset : symbolAddress(kernel, at.symbol) + at.offset);
    writeOutput(
      address === undefined
        ? layoutOutput(type, values.json)
        : objectOutput(kernel, type, address, values.json),
    );
  } finally {
    kernel.dump.close();
  }
}

function layoutOutput(type: CType, asJson = false): string {
  const layout = typeLayout(type);
  return asJson ? `${JSON.stringify(layout, undefined, 2)}\n` : layoutText(layout);
}

function objectOutput({ objects, symbols }: Kernel, type: CType, address: bigint, asJson = false): string {
  const object = new TypedObject(objects, type, objects.stripPointer(address));
  const data = objectData(object, symbols);
  return asJson ? `${JSON.stringify({ address: hex(address), ...data }, undefined, 2)}\n` : objectText(data);
}

/** `struct page`, `page`, `enum pid_type`, `pid_t`, and a member of any of them: `task_struct.se.vruntime`. */
function findType(types: TypeTable, text: string): CType {
  const [, keyword, name = '', path = ''] =
    /^(?:(struct|union|enum)\s+)?(\w+)(?:\.(.+))?$/.exec(text.trim()) ?? [];
  const type =
    (keyword === 'enum' ? undefined : types.findStruct(name)) ??
    types.findEnum(name) ??
    (keyword === undefined ? types.findTypedef(name) : undefined);
  if (!type) throw typeMissing(`type “${text}”`);
  const place = findPath(type, path);
  if (!place) throw memberMissing(name, [`“${path}”`]);
  return place.type;
}
