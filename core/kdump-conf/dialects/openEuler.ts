import { failureAction, finalAction } from '../checks/actions';
import { byFirstColumn, collectorParameters } from '../checks/coreCollector';
import { eachEntry } from '../checks/eachEntry';
import { noOwnNodeOfOpenEuler } from '../checks/fence';
import { secondWords } from '../checks/fieldSearch';
import { mentionUnknownKeywords } from '../checks/keywords';
import { noLeadingBlank, oneMountPerLine, onePathLine, oneTargetLine } from '../checks/linePatterns';
import { firstColumnSwitch, rebuildSwitches, shownSwitches } from '../checks/rebuild';
import { sshUser } from '../checks/ssh';
import { noMissingValue } from '../checks/values';
import { readStrippedLinesWithBackslashes } from '../readers/stripComments';
import type { Dialect } from '../reading';

/** openEuler's kexec-tools 2.0.26: RHEL 7's way with actions of RHEL 8, and unknown options only mentioned. */
export const openEuler: Dialect = {
  read: readStrippedLinesWithBackslashes,
  checks: [
    oneTargetLine,
    onePathLine,
    oneMountPerLine,
    noLeadingBlank,
    eachEntry(mentionUnknownKeywords, noMissingValue),
    failureAction(secondWords, ['failure_action', 'default']),
    finalAction(secondWords),
    noOwnNodeOfOpenEuler,
    shownSwitches,
    rebuildSwitches(firstColumnSwitch),
    sshUser,
    collectorParameters(byFirstColumn, true),
  ],
  takesQuotes: false,
  searchesFirstColumn: true,
  takesCarriageReturns: false,
};
