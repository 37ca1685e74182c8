import { eachEntry } from '../checks/eachEntry';
import { onlyKnownKeywordsOfRhel6 } from '../checks/keywords';
import { actionOfRhel6, balancedLabel, debugMemLevel, noBlacklistedDirectory } from '../checks/rhel6';
import { readWithLineLoop } from '../readers/lineLoop';
import type { Dialect } from '../reading';

/** kexec-tools 2.0.0-310.el6, mkdumprd: later lines win, empty values pass, and -F is added by itself. */
export const rhel6: Dialect = {
  read: readWithLineLoop,
  checks: [
    eachEntry(onlyKnownKeywordsOfRhel6, actionOfRhel6, debugMemLevel, noBlacklistedDirectory, balancedLabel),
  ],
  takesQuotes: false,
  searchesFirstColumn: true,
  takesCarriageReturns: false,
};
