import { hex, virtualAddress } from '../../core/base/address';
import { VmcoreError } from '../../core/base/errors';
import type { FoundObject } from '../../core/protocol/panels/structureRequests';
import type { AddressMeanings } from '../../core/report/memory/addressMeanings';
import { holesOf } from '../../core/report/objects/layoutRows';
import { slabState } from '../../core/report/memory/slabState';
import { cDeclaration } from '../../core/types/cText';
import { sizeOfType, strippedType, type CType } from '../../core/types/cType';
import { typeMissing } from '../../core/types/errors';
import type { TypeTable } from '../../core/types/typeTable';
import { evaluate, type Evaluated, type EvaluationScope } from '../expression/evaluate';
import { findCType } from '../expression/findCType';
import { parseExpression } from '../expression/parseExpression';
import { parsePlaceQuery, type PlaceQuery } from '../places/placeQuery';
import { findPerCpuCopy } from '../variables/perCpuVariables';
import { objectMissing, typeUntold } from './errors';
import { typeName } from './typeName';

/** Where names of tasks, symbols and registers are looked up, and what addresses are in. */
export interface FindScope {
  readonly scope: EvaluationScope;
  readonly meanings: AddressMeanings;
  readonly findTask: (pid: number) => bigint | undefined;
}

interface Candidate {
  readonly address: bigint;
  readonly type?: CType | undefined;
}

/** `task_struct`, `struct page`, `enum pid_type`, `pid_t`. @throws VmcoreError `type-missing` */
export function typeNamed(types: TypeTable, text: string): CType {
  const words = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^(?:(?:const|volatile) )+/, '');
  const type = findCType(types, words) ?? types.findStruct(words) ?? types.findEnum(words);
  if (!type) throw typeMissing(words === '' ? 'type without a name' : words);
  return type;
}

/** @throws VmcoreError why the texts lead to no object */
export function findObject(typeText: string, addressText: string, within: FindScope): FoundObject {
  const types = within.scope.kernel.allTypes;
  const named = typeText.trim() === '' ? undefined : typeNamed(types, typeText);
  if (addressText.trim() === '') return found(named ?? typeNamed(types, ''));
  const candidate = findCandidate(addressText, within);
  const type = named ?? candidate.type;
  return withSlab(type ? found(type, candidate.address) : guessed(candidate.address, within), within);
}

/** Says where the object lies in its slab, and whether that is free. */
function withSlab(object: FoundObject, { meanings }: FindScope): FoundObject {
  const address = BigInt(object.address ?? 0);
  const within = meanings.slabObject(address);
  if (!within) return object;
  return { ...object, slab: { ...slabState(meanings, within), offset: Number(address - within.address) } };
}

/** What the allocator or the list of tasks says that an address is in. */
function guessed(address: bigint, { meanings, scope }: FindScope): FoundObject {
  const meaning = meanings.slabAt(address);
  const name =
    meaning?.kind === 'task'
      ? 'task_struct'
      : meaning?.kind === 'slab'
        ? meaning.object.slab.cacheName
        : undefined;
  const type = name === undefined ? undefined : scope.kernel.allTypes.findStruct(name);
  if (!meaning || !type) throw typeUntold(address);
  const object = found(type, address - meaning.offset);
  return meaning.kind === 'slab' ? { ...object, guessedFrom: 'slab' } : object;
}

function found(type: CType, address?: bigint): FoundObject {
  return {
    type: typeName(type) ?? cDeclaration(type),
    ...(address !== undefined && { address: hex(BigInt.asUintN(64, address)) }),
    sizeBytes: sizeOfType(type),
    holes: holesOf(type),
  };
}

/** The first meaning of the text that leads somewhere. */
function findCandidate(text: string, within: FindScope): Candidate {
  const failures: VmcoreError[] = [];
  for (const query of parsePlaceQuery(text)) {
    try {
      const candidate = candidateOf(query, within);
      if (candidate) return candidate;
    } catch (error) {
      if (!(error instanceof VmcoreError)) throw error;
      failures.push(error);
    }
  }
  throw failures[0] ?? objectMissing(text);
}

function candidateOf(query: PlaceQuery, within: FindScope): Candidate | undefined {
  const { scope } = within;
  const { kernel } = scope;
  switch (query.kind) {
    case 'address':
      return { address: query.address };
    case 'pid': {
      const address = within.findTask(query.pid);
      return address === undefined ? undefined : { address, type: kernel.allTypes.findStruct('task_struct') };
    }
    case 'symbol':
      return symbol(query, scope);
    case 'object':
      return { address: query.address, type: typeNamed(kernel.allTypes, query.type) };
    case 'expression':
      return expression(query.text, scope);
    case 'physical':
    case 'log-time':
      return undefined;
  }
}

function symbol(
  { name, offset, cpu }: PlaceQuery & { kind: 'symbol' },
  scope: EvaluationScope,
): Candidate | undefined {
  const { kernel } = scope;
  const own = cpu === undefined ? undefined : findPerCpuCopy(kernel, name, cpu);
  if (own) return { address: own.address, type: own.type };
  if (offset !== 0n) {
    const address = kernel.findAddress(name);
    return address === undefined ? undefined : { address: virtualAddress(address + offset) };
  }
  return expression(name, scope);
}

function expression(text: string, scope: EvaluationScope): Candidate | undefined {
  const parsed = parseExpression(text, (words) => findCType(scope.kernel.allTypes, words) !== undefined);
  return parsed && pointedAt(evaluate(parsed, scope));
}

/** A pointer stands for what it points to, as a person means it. */
function pointedAt(evaluated: Evaluated): Candidate {
  if (evaluated.kind === 'object') {
    const { object } = evaluated;
    const type = strippedType(object.type);
    return type.kind === 'pointer'
      ? { address: object.pointer, type: known(type.target) }
      : { address: object.address, type: object.type };
  }
  const type = evaluated.type && strippedType(evaluated.type);
  return { address: evaluated.value, type: type?.kind === 'pointer' ? known(type.target) : undefined };
}

/** `void` says nothing. */
function known(type: CType): CType | undefined {
  return sizeOfType(type) === 0 ? undefined : type;
}
