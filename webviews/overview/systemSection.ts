import type { Overview } from '../../core/protocol/overview';
import { sysFacts } from '../../core/protocol/sysFacts';
import { rows, section } from './section';
import { strings } from './strings';

/** What crash's `sys` tells, but for the panic line, which is the page's heading. */
export function systemSection(overview: Overview): HTMLElement {
  const facts = sysFacts(overview).filter(({ label }) => label !== 'PANIC');
  return section(
    'system',
    strings.system,
    rows(
      facts.map(({ label, value, source }) => ({
        label,
        value,
        code: true,
        ...(source && { hint: strings.foundIn(source) }),
      })),
    ),
  );
}
