import { failureAction } from '../checks/actions';
import { byFirstColumn, flatFormat } from '../checks/coreCollector';
import { eachEntry } from '../checks/eachEntry';
import { noOwnNodeOfRhel7 } from '../checks/fence';
import { secondWords } from '../checks/fieldSearch';
import { onlyKnownKeywords } from '../checks/keywords';
import { noLeadingBlank, oneMountPerLine, oneTargetLine } from '../checks/linePatterns';
import { firstColumnSwitch, rebuildSwitches, shownSwitches } from '../checks/rebuild';
import { sshKeyOfRhel7, sshUser } from '../checks/ssh';
import { noMissingValue } from '../checks/values';
import { readStrippedLinesWithBackslashes } from '../readers/stripComments';
import type { Dialect } from '../reading';

/** kexec-tools 2.0.15-33.el7: check_config of kdumpctl, then mkdumprd. */
export const rhel7: Dialect = {
  read: readStrippedLinesWithBackslashes,
  checks: [
    oneTargetLine,
    oneMountPerLine,
    noLeadingBlank,
    eachEntry(onlyKnownKeywords, noMissingValue),
    failureAction(secondWords, ['default']),
    noOwnNodeOfRhel7,
    shownSwitches,
    rebuildSwitches(firstColumnSwitch),
    sshUser,
    sshKeyOfRhel7,
    flatFormat(byFirstColumn),
  ],
  takesQuotes: false,
  searchesFirstColumn: true,
  takesCarriageReturns: false,
};
