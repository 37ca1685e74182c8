import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Observation } from '../kdump-conf/readiness/machineState';
import { serviceNames, serviceProperties } from '../kdump-conf/readiness/service';

const program = '/usr/bin/systemctl';
const timeLimitMs = 5000;

/** What systemd says of kdump's services; it only answers, and changes nothing. */
export async function observeServices(): Promise<Observation> {
  const source = `systemctl show ${serviceNames.join(' ')}`;
  const given = ['show', ...serviceNames, `--property=${serviceProperties.join(',')}`, '--no-pager'];
  try {
    const { stdout } = await promisify(execFile)(program, given, { timeout: timeLimitMs });
    return { source, text: stdout };
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
    if (code === 'ENOENT') return { source, failure: 'systemctl is not installed', missing: true };
    const said = stderr.trim().split('\n')[0] ?? '';
    return { source, failure: said === '' ? 'no answer in time' : said, missing: false };
  }
}
