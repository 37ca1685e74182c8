import type { CType } from '../../types/cType';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import * as plain from '../../types/plainTypes';
import type { TypedObject } from '../../types/typedObject';

/** A parameter of a module. */
export interface ModuleParameter {
  readonly name: string;
  /** As /sys/module/MODULE/parameters shows it; undefined for one of a kind that only its module can print. */
  readonly value: string | undefined;
}

/** Many times more than any module has. */
const maxParameters = 4096;
/** Of an array; sysfs shows one page of it. */
const maxElements = 256;

interface Kind {
  readonly type: CType;
  readonly show: (value: TypedObject) => string;
}

const decimal = (type: CType): Kind => ({ type, show: ({ value }) => value.toString() });
const yesOrNo = (yes: string, no: string): Kind => ({
  type: plain.unsignedChar,
  show: ({ value }) => (value === 0n ? no : yes),
});

/** The kernel's own getters (kernel/params.c): a parameter is of the kind that its getter prints. */
const kinds: Readonly<Record<string, Kind>> = {
  param_get_bool: yesOrNo('Y', 'N'),
  param_get_invbool: yesOrNo('N', 'Y'),
  param_get_byte: decimal(plain.unsignedChar),
  param_get_short: decimal(plain.short),
  param_get_ushort: decimal(plain.unsignedShort),
  param_get_int: decimal(plain.int),
  param_get_uint: decimal(plain.unsignedInt),
  param_get_long: decimal(plain.long),
  param_get_ulong: decimal(plain.unsignedLong),
  param_get_ullong: decimal(plain.unsignedLong),
  param_get_hexint: {
    type: plain.unsignedInt,
    show: ({ value }) => `0x${value.toString(16).padStart(8, '0')}`,
  },
  param_get_charp: {
    type: plain.textPointer,
    show: (pointer) => (pointer.pointer === 0n ? '(null)' : pointer.text),
  },
};

/** Reads the parameters of modules. */
export class ParameterReader {
  private readonly kindByGetter: ReadonlyMap<bigint, Kind>;
  private readonly arrayGetter: bigint | undefined;
  private readonly stringGetter: bigint | undefined;

  constructor(objects: KernelObjects) {
    const known = Object.entries(kinds).flatMap(([name, kind]) => {
      const address = objects.findAddress(name);
      return address === undefined ? [] : [[address, kind] as const];
    });
    this.kindByGetter = new Map(known);
    this.arrayGetter = objects.findAddress('param_array_get');
    this.stringGetter = objects.findAddress('param_get_string');
  }

  /** @throws VmcoreError where the dump lacks what the module says of them. */
  read(module: TypedObject): readonly ModuleParameter[] {
    const count = Math.min(module.member('num_kp').number, maxParameters);
    const first = module.member('kp').target;
    return Array.from({ length: count }, (_, index) => first.plus(index)).flatMap((parameter) => {
      const name = ifKnown(() => parameter.member('name').text);
      return name === undefined ? [] : [{ name, value: ifKnown(() => this.value(parameter)) }];
    });
  }

  private value(parameter: TypedObject): string | undefined {
    const getter = getterOf(parameter);
    if (getter === this.arrayGetter) return this.array(parameter.member('arr').target);
    if (getter === this.stringGetter) return parameter.member('str').target.member('string').text;
    return this.show(getter, parameter.member('arg').target);
  }

  private show(getter: bigint, value: TypedObject): string | undefined {
    const kind = this.kindByGetter.get(getter);
    return kind?.show(value.withType(kind.type));
  }

  /** struct kparam_array: as many elements as were given, where that is counted, else all. */
  private array(array: TypedObject): string | undefined {
    const counter = array.member('num').target;
    const max = array.member('max').number;
    const count = counter.address === 0n ? max : Math.min(counter.number, max);
    const elements = array
      .member('elem')
      .target.withType(plain.arrayOf(plain.unsignedChar, array.member('elemsize').number));
    const getter = getterOf(array);
    const values = Array.from({ length: Math.min(count, maxElements) }, (_, index) =>
      this.show(getter, elements.plus(index)),
    );
    return values.includes(undefined) ? undefined : values.join(',');
  }
}

function getterOf(object: TypedObject): bigint {
  return object.member('ops').target.member('get').pointer;
}
