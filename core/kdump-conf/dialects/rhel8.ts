import { failureAction, finalAction } from '../checks/actions';
import { byFirstColumn, collectorParameters } from '../checks/coreCollector';
import { noDuplicate, oneTarget } from '../checks/duplicates';
import { eachEntry } from '../checks/eachEntry';
import { noOwnNodeOfRhel8 } from '../checks/fence';
import { secondWords } from '../checks/fieldSearch';
import { onlyKnownKeywords } from '../checks/keywords';
import { oneMount } from '../checks/mounts';
import { firstColumnSwitch, rebuildSwitches, shownSwitches } from '../checks/rebuild';
import { sshUser } from '../checks/ssh';
import { noMissingValue } from '../checks/values';
import { readStrippedLines, readStrippedLinesWithBackslashes } from '../readers/stripComments';
import type { Dialect } from '../reading';

/** kexec-tools 2.0.26-8.el8: kdumpctl reads backslashes as they are, mkdumprd does not. */
export const rhel8: Dialect = {
  read: readStrippedLines,
  readForBuild: readStrippedLinesWithBackslashes,
  checks: [
    eachEntry(oneMount, onlyKnownKeywords, noMissingValue, oneTarget, noDuplicate),
    failureAction(secondWords, ['failure_action', 'default']),
    finalAction(secondWords),
    noOwnNodeOfRhel8,
    shownSwitches,
    rebuildSwitches(firstColumnSwitch),
    sshUser,
    collectorParameters(byFirstColumn, true),
  ],
  takesQuotes: false,
  searchesFirstColumn: true,
  takesCarriageReturns: false,
};
