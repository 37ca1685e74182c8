import { formatAddress } from '../../base/address';
import type { Evidence } from '../verdict';

/** One piece of evidence in a line, with the place where it stands in the dump. */
export function evidenceText(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'log':
      return `log record ${evidence.logIndex}: ${evidence.text}`;
    case 'address':
      return `${formatAddress(BigInt(evidence.address))}: ${evidence.text}`;
    case 'frame': {
      const of = evidence.pid === undefined ? '' : ` of pid ${evidence.pid}`;
      return `frame ${evidence.index}${of}: ${evidence.text}`;
    }
    case 'register':
      return `register ${evidence.name}: ${formatAddress(BigInt(evidence.value))}`;
    case 'task':
      return `task ${evidence.comm} (pid ${evidence.pid})`;
    case 'module':
      return `module ${evidence.name}`;
  }
}
