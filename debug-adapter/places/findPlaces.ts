import { hex, virtualAddress } from '../../core/base/address';
import { VmcoreError } from '../../core/base/errors';
import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks } from '../../core/kernel/tasks/stacks';
import type { PlaceChoice } from '../../core/protocol/place';
import { evaluate, type EvaluationScope } from '../expression/evaluate';
import { findCType } from '../expression/findCType';
import { parseExpression } from '../expression/parseExpression';
import { findPerCpuCopy } from '../variables/perCpuVariables';
import { placeNotFound } from './errors';
import { placesOfAddress, placesOfObject, placesOfPhysical, placesOfTask } from './placesOf';
import { parsePlaceQuery, type PlaceQuery } from './placeQuery';
import { recordAtTime } from './recordAtTime';

/** Where to look: the dump's kernel, and the frame whose registers and task are meant. */
export interface PlaceContext {
  readonly stacks: Stacks;
  readonly scope: EvaluationScope;
}

/** All places that the text may mean. @throws VmcoreError `place-not-found`, or why what it names cannot be read. */
export function findPlaces(text: string, context: PlaceContext): readonly PlaceChoice[] {
  const queries = parsePlaceQuery(text);
  const failures: VmcoreError[] = [];
  const places = queries.flatMap((query) => {
    try {
      return placesOfQuery(query, context);
    } catch (error) {
      if (!(error instanceof VmcoreError)) throw error;
      failures.push(error);
      return [];
    }
  });
  if (places.length > 0) return places;
  // What means one thing only fails for a reason of its own.
  throw (queries.length === 1 ? failures[0] : undefined) ?? placeNotFound(text);
}

function placesOfQuery(query: PlaceQuery, { stacks, scope }: PlaceContext): readonly PlaceChoice[] {
  const { kernel } = scope;
  switch (query.kind) {
    case 'address':
      return placesOfAddress(kernel, stacks, query.address);
    case 'physical':
      return placesOfPhysical(query.address);
    case 'pid':
      return stacks.tasks.tasks.filter(({ pid }) => pid === query.pid).flatMap(placesOfTask);
    case 'symbol':
      return placesOfSymbol(query, kernel, stacks);
    case 'object':
      return placesOfObject(kernel, query.type, query.address, query.member);
    case 'log-time':
      return [
        {
          place: { view: 'log', record: recordAtTime(kernel.log, query.seconds * 1e6) },
          label: `[${query.seconds.toFixed(6)}]`,
          detail: 'kernel log',
        },
      ];
    case 'expression':
      return placesOfExpression(query.text, stacks, scope);
  }
}

/** A static name may be there several times. */
function placesOfSymbol(
  { name, offset, cpu }: PlaceQuery & { kind: 'symbol' },
  kernel: Kernel,
  stacks: Stacks,
): readonly PlaceChoice[] {
  if (cpu !== undefined) {
    const own = findPerCpuCopy(kernel, name, cpu);
    return own ? placesOfAddress(kernel, stacks, own.address, `${name}:${cpu}`) : [];
  }
  const found = [...kernel.symbolFinder.matching(name.replace(/[*?]/g, ''))];
  return found.flatMap(({ address }) => placesOfAddress(kernel, stacks, virtualAddress(address + offset)));
}

function placesOfExpression(text: string, stacks: Stacks, scope: EvaluationScope): readonly PlaceChoice[] {
  const { kernel } = scope;
  const expression = parseExpression(text, (words) => findCType(kernel.allTypes, words) !== undefined);
  if (!expression) return [];
  const found = evaluate(expression, scope);
  const address = found.kind === 'object' ? found.object.address : found.value;
  return placesOfAddress(kernel, stacks, address, `${text} = ${hex(address)}`);
}
