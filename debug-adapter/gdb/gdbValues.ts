import type { CancellationToken } from '../../core/base/cancellation';
import type { GdbValue } from '../../core/engines/gdb/variableObjects';
import { visibleText } from '../../core/base/visibleText';
import type { ShownValue, ValueFormat, VariableContainer } from '../variables/containers';
import { asOperand } from '../variables/valueReader';
import type { FoundPlace } from './gdbFrames';

/** What the native reader makes of a pointer that gdb found; undefined where it does not know the type. */
export type ShowPointer = (value: bigint, type: string, expression: string) => VariableContainer | undefined;

/** Shows what gdb knows of a frame: its arguments and locals, and expressions with them. */
export class GdbValues {
  constructor(private readonly showPointer: ShowPointer) {}

  /** @throws VmcoreError `engine-refused` with gdb's own words */
  async evaluate(
    found: FoundPlace,
    expression: string,
    format: ValueFormat,
    token?: CancellationToken,
  ): Promise<ShownValue> {
    const { engine, place } = found;
    const options = { inHex: format.hex, ...(token && { token }) };
    const value = await engine.evaluate(place, expression, options);
    return this.shown(found, value, asOperand(expression));
  }

  /** Arguments, or locals, those of inner blocks first. */
  variables(found: FoundPlace, areArguments: boolean): VariableContainer {
    return {
      readNamed: async (format) => {
        const names = await found.engine.variableNames(found.place);
        const wanted = names.filter(({ isArgument }) => isArgument === areArguments);
        const shown: ShownValue[] = [];
        for (const { name } of wanted) shown.push(await this.variable(found, name, format));
        return shown;
      },
    };
  }

  private async variable(found: FoundPlace, name: string, format: ValueFormat): Promise<ShownValue> {
    return this.evaluate(found, name, format);
  }

  private shown(
    found: FoundPlace,
    { name, value, type = '', childCount }: GdbValue,
    expression: string,
  ): ShownValue {
    const pointer = type.endsWith('*') ? /^0x[0-9a-f]{1,16}/.exec(value)?.[0] : undefined;
    const native = pointer === undefined ? undefined : this.showPointer(BigInt(pointer), type, expression);
    const inside =
      native ??
      (childCount > 0 && isWorthExpanding(value)
        ? this.inside(found, expression, value, childCount)
        : undefined);
    return {
      name: visibleText(name),
      value: visibleText(withoutNullName(value)),
      type: visibleText(type),
      expression,
      ...(pointer !== undefined && { memoryReference: pointer }),
      ...(inside && { inside }),
    };
  }

  private inside(
    found: FoundPlace,
    expression: string,
    value: string,
    childCount: number,
  ): VariableContainer {
    const read = async (start: number, end: number, format: ValueFormat): Promise<readonly ShownValue[]> => {
      const { engine, place } = found;
      const children = await engine.children(place, expression, { start, end }, { inHex: format.hex });
      return children.map((child) => this.child(found, child, expression));
    };
    const isArray = !value.startsWith('{') && !value.startsWith('0x');
    return isArray
      ? { indexed: { count: childCount, read } }
      : { readNamed: (format) => read(0, childCount, format) };
  }

  private child(found: FoundPlace, child: GdbValue, parent: string): ShownValue {
    const { name } = child;
    if (/^\d+$/.test(name)) return { ...this.shown(found, child, `(${parent})[${name}]`), name: `[${name}]` };
    // gdb names what a pointer to a number leads to by the pointer's own expression.
    return this.shown(found, child, name.startsWith('*') ? `*(${parent})` : `(${parent}).${name}`);
  }
}

/** Sections that the kernel did not load stand at 0 for gdb: nothing that a NULL pointer leads to has a name. */
function withoutNullName(value: string): string {
  return value.replace(/^0x0 <[^>]*>/, '0x0');
}

/** What gdb has no value for has nothing inside either. */
function isWorthExpanding(value: string): boolean {
  return !value.startsWith('<') && value !== '0x0';
}
