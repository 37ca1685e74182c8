import type { Dialect } from '../reading';
import type { Target } from '../target';
import { kdumpUtils } from './kdumpUtils';
import { openEuler } from './openEuler';
import { rhel6 } from './rhel6';
import { rhel7 } from './rhel7';
import { rhel8 } from './rhel8';
import { rhel9 } from './rhel9';

const distributions = { el6: rhel6, el7: rhel7, openeuler: openEuler, el8: rhel8, el9: rhel9 };

export function dialectOf(target: Target): Dialect {
  if (target.distribution === 'kdump-utils') return kdumpUtils(target.release);
  return distributions[target.distribution];
}
