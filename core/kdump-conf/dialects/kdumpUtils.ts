import { failureAction, finalAction } from '../checks/actions';
import { byOption, byUnquotedOption, collectorParameters } from '../checks/coreCollector';
import { noDuplicateOrRenamed, oneTarget } from '../checks/duplicates';
import { eachEntry } from '../checks/eachEntry';
import { noOwnNodeOfKdumpUtils } from '../checks/fence';
import { lastValue } from '../checks/fieldSearch';
import { onlyKnownKeywords } from '../checks/keywords';
import { oneMount, readableMount } from '../checks/mounts';
import { rebuildSwitches } from '../checks/rebuild';
import { sshDestination } from '../checks/ssh';
import { noMissingValue } from '../checks/values';
import { readWithSed } from '../readers/sedReader';
import { readWithShell } from '../readers/shellReader';
import type { Dialect } from '../reading';

/** What has changed between the releases of kdump-utils, by the last number of the version. */
const collectorWithoutOptionsSince = 43;
const quotesTakenInLookUps = 59;
const shellReaderSince = 60;

/** kdump-utils 1.0.42 and later: parse_config of kdumpctl, then mkdumprd. */
export function kdumpUtils(release: number): Dialect {
  const shell = release >= shellReaderSince;
  const streamTargets = release === quotesTakenInLookUps ? byUnquotedOption : byOption;
  return {
    read: shell ? readWithShell : readWithSed,
    checks: [
      eachEntry(oneMount, readableMount, onlyKnownKeywords, oneTarget, noMissingValue, noDuplicateOrRenamed),
      failureAction(lastValue, ['failure_action', 'default']),
      finalAction(lastValue),
      noOwnNodeOfKdumpUtils,
      sshDestination,
      rebuildSwitches(lastValue),
      collectorParameters(streamTargets, release < collectorWithoutOptionsSince),
    ],
    takesQuotes: shell,
    searchesFirstColumn: false,
    takesCarriageReturns: !shell,
  };
}
