import { readSysctls } from '../../core/kernel/sysctls';
import { answering } from '../answer';
import { usage } from '../usage';

/** `vmcore sysctl`: how the kernel was told to take trouble, as sysctl(8) prints it. */
export const sysctl = answering(
  usage.sysctl,
  ({ objects }) => ({ data: readSysctls(objects), problems: [] }),
  (found) => found.map(({ name, value }) => `${name} = ${value}\n`).join(''),
);
