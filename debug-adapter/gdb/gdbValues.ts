import type { CancellationToken } from '../../core/base/cancellation';
import type { GdbValue, ValueOptions } from '../../core/engines/gdb/variableObjects';
import { visibleText } from '../../core/base/visibleText';
import type { TypeTable } from '../../core/types/typeTable';
import type { ShownValue, ValueFormat, VariableContainer } from '../variables/containers';
import { flagText } from '../variables/flagText';
import { memberPlace } from '../variables/memberPlace';
import { asOperand } from '../variables/valueExpression';
import type { FoundPlace } from './gdbFrames';
import { wholeNumber, memberPath, structName, typedefName } from './gdbValueText';

/** What the native reader makes of values that gdb found. */
export interface NativeValues {
  /** Types of the kernel, some of which name the flags that a number holds; undefined where nothing tells any. */
  readonly types: () => TypeTable | undefined;
  /** What stands behind a pointer; undefined where that type is not known. */
  readonly behindPointer?: (value: bigint, type: string, expression: string) => VariableContainer | undefined;
}

/** Shows what gdb knows of a frame: its arguments and locals, and expressions with them. */
export class GdbValues {
  constructor(private readonly native: NativeValues) {}

  /** @throws VmcoreError `engine-refused` with gdb's own words */
  async evaluate(
    found: FoundPlace,
    expression: string,
    format: ValueFormat,
    token?: CancellationToken,
  ): Promise<ShownValue> {
    const options = { inHex: format.hex, ...optionsOf(token) };
    const value = await found.engine.evaluate(found.place, expression, options);
    const mayBeFlags = wholeNumber(value.value) !== undefined;
    const place = mayBeFlags ? await findMemberPlace(found, expression, options) : undefined;
    return this.shown(found, value, asOperand(expression), place);
  }

  /** Arguments, or locals, those of inner blocks first. */
  variables(found: FoundPlace, areArguments: boolean): VariableContainer {
    return {
      readNamed: async (format, token) => {
        const names = await found.engine.variableNames(found.place, optionsOf(token));
        const wanted = names.filter(({ isArgument }) => isArgument === areArguments);
        const shown: ShownValue[] = [];
        for (const { name } of wanted) shown.push(await this.evaluate(found, name, format, token));
        return shown;
      },
    };
  }

  private shown(found: FoundPlace, gdbValue: GdbValue, expression: string, place?: string): ShownValue {
    const { name, value, type = '' } = gdbValue;
    const pointer = type.endsWith('*') ? /^0x[0-9a-f]{1,16}/.exec(value)?.[0] : undefined;
    const native =
      pointer === undefined ? undefined : this.native.behindPointer?.(BigInt(pointer), type, expression);
    const inside = native ?? this.inside(found, gdbValue, expression, place);
    return {
      name: visibleText(name),
      value: this.flags(gdbValue, place) ?? visibleText(withoutNullName(value)),
      type: visibleText(type),
      expression,
      ...(pointer !== undefined && { memoryReference: pointer }),
      ...(inside && { inside }),
    };
  }

  private flags({ value, type = '' }: GdbValue, place: string | undefined): string | undefined {
    const number = wholeNumber(value);
    const types = number === undefined ? undefined : this.native.types();
    return number !== undefined && types
      ? flagText(number, { place, typeName: typedefName(type) }, types)
      : undefined;
  }

  /** Undefined for what has nothing inside. */
  private inside(
    found: FoundPlace,
    { value, type = '', childCount }: GdbValue,
    expression: string,
    place: string | undefined,
  ): VariableContainer | undefined {
    if (childCount === 0 || !isWorthExpanding(value)) return undefined;
    const parent = { expression, struct: structName(type), place };
    const read = async (
      start: number,
      end: number,
      format: ValueFormat,
      token?: CancellationToken,
    ): Promise<readonly ShownValue[]> => {
      const options = { inHex: format.hex, ...optionsOf(token) };
      const children = await found.engine.children(found.place, expression, { start, end }, options);
      return children.map((child) => this.child(found, child, parent));
    };
    const isArray = !value.startsWith('{') && !value.startsWith('0x');
    return isArray
      ? { indexed: { count: childCount, read } }
      : { readNamed: (format, token) => read(0, childCount, format, token) };
  }

  private child(found: FoundPlace, child: GdbValue, { expression, struct, place }: Parent): ShownValue {
    const { name } = child;
    if (/^\d+$/.test(name))
      return { ...this.shown(found, child, `(${expression})[${name}]`), name: `[${name}]` };
    // gdb names what a pointer to a number leads to by the pointer's own expression.
    if (name.startsWith('*')) return this.shown(found, child, `*(${expression})`);
    return this.shown(found, child, `(${expression}).${name}`, memberPlace(name, struct, place));
  }
}

/** A value that others stand inside of. */
interface Parent {
  readonly expression: string;
  /** Its struct's name; empty where it has none, or is none. */
  readonly struct: string;
  /** The struct and member that it is itself. */
  readonly place: string | undefined;
}

/** The struct and member that an expression is; undefined for what is none. */
async function findMemberPlace(
  { engine, place }: FoundPlace,
  expression: string,
  options: ValueOptions,
): Promise<string | undefined> {
  const path = memberPath(expression);
  if (!path) return undefined;
  const { type = '' } = await engine.evaluate(place, path.struct, options);
  return memberPlace(path.member, structName(type), undefined);
}

function optionsOf(token: CancellationToken | undefined): Pick<ValueOptions, 'token'> {
  return token ? { token } : {};
}

/** Sections that the kernel did not load stand at 0 for gdb: nothing that a NULL pointer leads to has a name. */
function withoutNullName(value: string): string {
  return value.replace(/^0x0 <[^>]*>/, '0x0');
}

/** What gdb has no value for has nothing inside either. */
function isWorthExpanding(value: string): boolean {
  return !value.startsWith('<') && value !== '0x0';
}
