import type { Check } from '../reading';
import { collectorOptions, rawWithoutMakedumpfile } from './collector';
import { crashLoop } from './crashLoop';
import {
  backslashAtEnd,
  carriageReturns,
  indentedDirectives,
  notUtf8,
  nulCharacter,
  unreadLines,
} from './lines';
import { pathBesideRaw, relativePath } from './path';
import { hookArguments, programs, sshKey } from './programs';
import { defaultTargetRoom, targetDevice } from './room';
import { cutValue, dracutQuotes, fenceArgumentsAlone, keptQuotes, renamedDefault, yesOrNo } from './spelling';

/** What no release checks and a crash would show. */
export const crashChecks: readonly Check[] = [
  relativePath,
  pathBesideRaw,
  keptQuotes,
  cutValue,
  dracutQuotes,
  renamedDefault,
  yesOrNo,
  fenceArgumentsAlone,
  carriageReturns,
  nulCharacter,
  notUtf8,
  unreadLines,
  backslashAtEnd,
  indentedDirectives,
  collectorOptions,
  rawWithoutMakedumpfile,
  hookArguments,
  programs,
  sshKey,
  targetDevice,
  defaultTargetRoom,
  crashLoop,
];
