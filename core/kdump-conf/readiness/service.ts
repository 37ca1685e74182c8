import type { MachineState } from './machineState';
import type { ReadinessCheck } from './readinessCheck';
import { readinessCheck, textOf } from './readinessCheck';

/** kdump's services: RHEL, Fedora and SUSE; Debian and Ubuntu; the early one of SUSE. */
export const serviceNames = ['kdump.service', 'kdump-tools.service', 'kdump-early.service'] as const;

export const serviceProperties = ['Id', 'LoadState', 'ActiveState', 'UnitFileState'] as const;
type Property = (typeof serviceProperties)[number];
type Unit = Readonly<Partial<Record<Property, string>>>;

/** Reads what `systemctl show` prints: blocks of Name=value, with an empty line between them. */
export function parseUnits(text: string): Unit[] {
  return text
    .split(/\n\s*\n/)
    .map((block): Unit =>
      Object.fromEntries(
        block.split('\n').flatMap((line) => {
          const at = line.indexOf('=');
          const name = serviceProperties.find((property) => property === line.slice(0, at));
          return name === undefined ? [] : [[name, line.slice(at + 1).trim()]];
        }),
      ),
    )
    .filter(({ Id }) => Id !== undefined);
}

/** The service loads the capture kernel, at every start of the machine if it is enabled. */
export function checkService({ services }: MachineState): ReadinessCheck {
  const text = textOf(services);
  if (text === undefined) {
    const evidence = [{ source: services.source, value: 'failure' in services ? services.failure : '' }];
    return readinessCheck('service', 'unknown', 'systemd does not tell of its services here.', evidence);
  }
  const installed = parseUnits(text).filter(({ LoadState }) => LoadState !== 'not-found');
  const unit = installed[0];
  if (unit === undefined) {
    const evidence = [{ source: services.source, value: 'not found' }];
    const next =
      'Install kdump-utils (Fedora, RHEL 10), kexec-tools (RHEL), kdump (SUSE) or kdump-tools (Debian).';
    return readinessCheck('service', 'not-ready', 'No service of kdump is installed.', evidence, next);
  }
  const evidence = installed.map(({ Id = '', ActiveState = '?', UnitFileState = '?' }) => ({
    source: Id,
    value: `${ActiveState}, ${UnitFileState}`,
  }));
  const [state, sentence, next] = judgeUnit(unit);
  return readinessCheck('service', state, sentence, evidence, next);
}

function judgeUnit({
  Id = '',
  LoadState,
  ActiveState,
  UnitFileState,
}: Unit): readonly [ReadinessCheck['state'], string, string?] {
  if (LoadState === 'masked' || UnitFileState?.startsWith('masked') === true)
    return ['not-ready', `${Id} is masked and cannot start.`, `Run as root: systemctl unmask ${Id}`];
  if (ActiveState === 'failed')
    return ['not-ready', `${Id} has failed to start.`, `See why: systemctl status ${Id}`];
  if (ActiveState === 'activating' || ActiveState === 'reloading')
    return ['unknown', `${Id} is starting at this moment.`, 'Look again in a minute.'];
  if (ActiveState !== 'active')
    return ['not-ready', `${Id} is not running.`, `Run as root: systemctl enable --now ${Id}`];
  if (UnitFileState === 'disabled')
    return [
      'not-ready',
      `${Id} runs now, and will not after the next start of the machine: it is not enabled.`,
      `Run as root: systemctl enable ${Id}`,
    ];
  return ['ready', `${Id} has done its work, and does so at every start.`];
}
