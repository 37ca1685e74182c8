import type { CancellationToken } from '../../core/base/cancellation';
import type { TypedObject } from '../../core/types/typedObject';
import type { ListLink } from './knownLists';
import { referenceUnknown } from '../session/errors';

/** How the client wants numbers. */
export interface ValueFormat {
  readonly hex: boolean;
}

/** A value as a person reads it, and what stands inside it. */
export interface ShownValue {
  readonly name: string;
  readonly value: string;
  /** As C declares it. */
  readonly type?: string;
  /** An expression that evaluates to it again. */
  readonly expression?: string;
  /** Where it stands in memory, or where it points to. */
  readonly memoryReference?: string;
  /** What it is in the kernel, where it is an object of it. */
  readonly object?: TypedObject;
  /** What hangs on it, where it is the head of a list that is known. */
  readonly link?: ListLink;
  readonly inside?: VariableContainer;
}

/** A debugger takes its time. */
export type ShownValues = readonly ShownValue[] | Promise<readonly ShownValue[]>;

/** What can be expanded; nothing of it is read before somebody does. */
export interface VariableContainer {
  /** Those with names. */
  readonly readNamed?: (format: ValueFormat, token?: CancellationToken) => ShownValues;
  /** Those with numbers: an array can have more than anybody wants at once. */
  readonly indexed?: {
    readonly count: number;
    /** @param end not included */
    read(start: number, end: number, format: ValueFormat, token?: CancellationToken): ShownValues;
  };
}

/** The containers that the client was told of, by DAP's variablesReference. */
export class VariableContainers {
  private readonly added: VariableContainer[] = [];

  /** Its reference, from 1. */
  add(container: VariableContainer): number {
    return this.added.push(container);
  }

  /** @throws VmcoreError `reference-unknown` */
  get(reference: number): VariableContainer {
    const container = this.added[reference - 1];
    if (!container) throw referenceUnknown(reference);
    return container;
  }
}
