import { isRefusal } from '../errors';
import type { CommandOptions, GdbProcess } from './gdbProcess';
import { miText, miTuples, type MiTuple } from './miRecord';
import { miArgument } from './safeText';

/** A variable, or a part of one. */
export interface GdbValue {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  readonly childCount: number;
}

export interface ValueOptions extends CommandOptions {
  /** Whether numbers are shown in hex. */
  readonly inHex?: boolean;
}

/** Which of a value's parts, by number. */
export interface ChildRange {
  readonly start: number;
  /** Not included. */
  readonly end: number;
}

/** Structs without a name in structs without a name. */
const maxAnonymousDepth = 8;

/** Values of expressions in the frames of gdb's present stack, by the variable objects of its machine interface. */
export class VariableObjects {
  private isHex = false;

  constructor(private readonly gdb: GdbProcess) {}

  /** @throws VmcoreError `engine-refused` with gdb's own words, or `unsafe-text` */
  async evaluate(level: number, expression: string, options: ValueOptions): Promise<GdbValue> {
    await this.showNumbers(options.inHex === true);
    const made = await this.create(level, expression, options).catch(async (error: unknown) => {
      // gdb says why only when it is asked the other way.
      if (isRefusal(error)) await this.textOf(level, expression, options);
      throw error;
    });
    await this.forget(made);
    const found = valueOf(expression, made);
    if (!isCharacterArray(found)) return found;
    return { ...found, value: await this.textOf(level, expression, options) };
  }

  /** What stands inside of a value; anonymous structs' members count as its own. */
  async children(
    level: number,
    expression: string,
    range: ChildRange,
    options: ValueOptions,
  ): Promise<readonly GdbValue[]> {
    await this.showNumbers(options.inHex === true);
    const made = await this.create(level, expression, options);
    try {
      return await this.listChildren(made, range, options, 0);
    } finally {
      await this.forget(made);
    }
  }

  private async showNumbers(inHex: boolean): Promise<void> {
    if (inHex === this.isHex) return;
    await this.gdb.command(`-gdb-set output-radix ${inHex ? 16 : 10}`);
    this.isHex = inHex;
  }

  private async textOf(level: number, expression: string, options: CommandOptions): Promise<string> {
    const frame = `--thread 1 --frame ${level}`;
    const { value } = await this.gdb.command(
      `-data-evaluate-expression ${frame} ${miArgument(expression)}`,
      options,
    );
    return miText(value) ?? '';
  }

  private create(level: number, expression: string, options: CommandOptions): Promise<MiTuple> {
    const frame = `--thread 1 --frame ${level}`;
    return this.gdb.command(`-var-create ${frame} - * ${miArgument(expression)}`, options);
  }

  private async listChildren(
    parent: MiTuple,
    range: ChildRange,
    options: CommandOptions,
    depth: number,
  ): Promise<readonly GdbValue[]> {
    const name = miArgument(miText(parent['name']) ?? '');
    const { children } = await this.gdb.command(
      `-var-list-children --all-values ${name} ${range.start} ${range.end}`,
      options,
    );
    const found: GdbValue[] = [];
    for (const child of miTuples(children)) {
      const value = valueOf(miText(child['exp']) ?? '', child);
      const isAnonymous = value.name.startsWith('<anonymous') && depth < maxAnonymousDepth;
      if (!isAnonymous) found.push(value);
      else
        found.push(
          ...(await this.listChildren(child, { start: 0, end: value.childCount }, options, depth + 1)),
        );
    }
    return found;
  }

  private async forget(made: MiTuple): Promise<void> {
    await this.gdb.command(`-var-delete ${miArgument(miText(made['name']) ?? '')}`);
  }
}

function valueOf(name: string, tuple: MiTuple): GdbValue {
  const type = miText(tuple['type']);
  return {
    name,
    value: miText(tuple['value']) ?? '',
    childCount: Number(miText(tuple['numchild']) ?? 0),
    ...(type !== undefined && { type }),
  };
}

function isCharacterArray({ value, type = '' }: GdbValue): boolean {
  return /^\[\d+\]$/.test(value) && /\bchar \[\d+\]$/.test(type);
}
