import type { Finding } from '../protocol/verdict';
import { earlierTrouble } from './suspicions/earlierTrouble';
import { memoryGone } from './suspicions/memoryGone';
import { panicSettings } from './suspicions/panicSettings';
import type { Surroundings, Suspicion } from './suspicion';
import { survived } from './suspicions/survived';
import { taintedBy } from './suspicions/taintedBy';

const looks: readonly Suspicion[] = [survived, earlierTrouble, memoryGone, taintedBy, panicSettings];

export function findSuspicions(surroundings: Surroundings): readonly Finding[] {
  const found = looks.flatMap((look) => look(surroundings));
  return [...found.filter(isSuspicious), ...found.filter((finding) => !isSuspicious(finding))];
}

function isSuspicious({ severity }: Finding): boolean {
  return severity !== 'note';
}
