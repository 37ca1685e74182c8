import type { Finding } from '../finding';
import { warn } from '../finding';
import { replace } from '../fixes';
import { valueRange } from '../range';
import type { Check } from '../reading';
import { entriesOf } from '../reading';
import { acceptedDirective } from '../directives/table';

const reason =
  'This machine has early kdump (rd.earlykdump): a crash during every start is then saved and restarted without end.';

/** Early kdump with a restart after the dump, or after failing to save one. */
export const crashLoop: Check = (reading) => {
  const commandLine = ` ${reading.facts.kernelCommandLine ?? ''} `;
  if (!/\srd\.earlykdump(?:=(?:1|yes))?\s/.test(commandLine)) return [];
  const options = ['failure_action', 'default', 'final_action'].filter(
    (option) => acceptedDirective(option, reading.target) !== undefined,
  );
  const given = options.flatMap((option) => entriesOf(reading, option));
  const named = given
    .filter(({ value }) => value === 'reboot')
    .map((entry): Finding => {
      const range = valueRange(entry);
      return warn(
        'crash-loop',
        range,
        `${entry.option} reboot can restart the machine for ever.`,
        [replace("Change to 'poweroff'", range, 'poweroff')],
        reason,
      );
    });
  return [
    ...named,
    ...unset(
      reading,
      given.map(({ option }) => option),
    ),
  ];
};

/** An action that is not given is to reboot. */
function unset(reading: Parameters<Check>[0], given: readonly string[]): Finding[] {
  const failure =
    acceptedDirective('failure_action', reading.target) === undefined ? 'default' : 'failure_action';
  if (given.includes('default') || given.includes('failure_action')) return [];
  const top = { line: 0, start: 0, end: 0 };
  const fix = replace(`Add '${failure} poweroff'`, top, `${failure} poweroff\n`);
  return [
    warn(
      'crash-loop',
      top,
      `Without ${failure} the machine restarts when the dump cannot be saved.`,
      [fix],
      reason,
    ),
  ];
}
