import { strippedType, type ArrayType, type CType, type StructType } from '../../types/cType';
import type { TypedObject } from '../../types/typedObject';

/** Of an array; crash's `set print elements`. */
export const maxElements = 256;

/** The types that have nothing of their own inside. */
export type PlainType = Exclude<
  ReturnType<typeof strippedType>,
  { readonly kind: 'struct' | 'union' | 'array' | 'pointer' }
>;

/** One way of writing objects, from what is inside of them outwards. */
export interface ObjectForm<Written> {
  /** Objects within objects; hostile types may contain themselves. */
  readonly maxDepth: number;
  /** The largest objects of the kernel have some thousands of members; tables in tables could have any number. */
  readonly maxValues: number;
  tooMuch(object: TypedObject): Written;
  /** What the dump lacks. */
  absent(object: TypedObject, error: unknown): Written;
  struct(object: TypedObject, type: StructType, members: readonly Written[], depth: number): Written;
  /** Text, say; undefined for an array that is written by its elements. */
  wholeArray(object: TypedObject, type: ArrayType): Written | undefined;
  /** @param elements the first of them, where there are too many */
  array(object: TypedObject, type: ArrayType, elements: readonly Written[]): Written;
  pointer(object: TypedObject, target: CType): Written;
  plain(object: TypedObject, type: PlainType): Written;
}

/** The object with everything inside of it, within the limits of the form. */
export function writeObject<Written>(object: TypedObject, form: ObjectForm<Written>): Written {
  return new ObjectWalk(form).write(object, 0);
}

class ObjectWalk<Written> {
  private valueCount = 0;

  constructor(private readonly form: ObjectForm<Written>) {}

  write(object: TypedObject, depth: number): Written {
    const { form } = this;
    if (depth > form.maxDepth || ++this.valueCount > form.maxValues) return form.tooMuch(object);
    try {
      return this.content(object, depth);
    } catch (error) {
      return form.absent(object, error);
    }
  }

  private content(object: TypedObject, depth: number): Written {
    const { form } = this;
    const type = strippedType(object.type);
    switch (type.kind) {
      case 'struct':
      case 'union': {
        const members = type.members.map((member) => this.write(object.at(member), depth + 1));
        return form.struct(object, type, members, depth);
      }
      case 'array':
        return form.wholeArray(object, type) ?? form.array(object, type, this.elements(object, type, depth));
      case 'pointer':
        return form.pointer(object, type.target);
      case 'enum':
      case 'integer':
      case 'float':
      case 'void':
      case 'forward':
      case 'function':
        return form.plain(object, type);
    }
  }

  private elements(object: TypedObject, { count }: ArrayType, depth: number): readonly Written[] {
    const elements: Written[] = [];
    const shown = Math.min(count, maxElements);
    while (elements.length < shown && this.valueCount < this.form.maxValues)
      elements.push(this.write(object.element(elements.length), depth + 1));
    return elements;
  }
}
