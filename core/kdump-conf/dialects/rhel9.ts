import { failureAction, finalAction } from '../checks/actions';
import { byOption, collectorParameters } from '../checks/coreCollector';
import { noDuplicate, oneTarget } from '../checks/duplicates';
import { eachEntry } from '../checks/eachEntry';
import { noOwnNodeOfRhel9 } from '../checks/fence';
import { lastNamedValue } from '../checks/fieldSearch';
import { onlyKnownKeywords } from '../checks/keywords';
import { oneMount } from '../checks/mounts';
import { rebuildSwitches } from '../checks/rebuild';
import { sshUser } from '../checks/ssh';
import { noMissingValue } from '../checks/values';
import { readWithSed } from '../readers/sedReader';
import type { Dialect } from '../reading';

/** kexec-tools 2.0.26-8.el9: one reader for everything. */
export const rhel9: Dialect = {
  read: readWithSed,
  checks: [
    eachEntry(oneMount, onlyKnownKeywords, noMissingValue, oneTarget, noDuplicate),
    failureAction(lastNamedValue, ['failure_action', 'default']),
    finalAction(lastNamedValue),
    noOwnNodeOfRhel9,
    rebuildSwitches(lastNamedValue),
    sshUser,
    collectorParameters(byOption, true),
  ],
  takesQuotes: false,
  searchesFirstColumn: false,
  takesCarriageReturns: true,
};
