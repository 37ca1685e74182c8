import type { Diagnostic } from '../diagnose';
import { formatBytes } from '../sizes';
import type { Target } from '../target';
import type { Crashkernel } from './crashkernel';
import { type Machine, defaultCrashkernels, takesAuto } from './crashkernelDefaults';
import type { WrittenCrashkernel } from './findCrashkernels';
import type { CrashkernelRule } from './rules';

/** What is to be said of one value that the kernel can read. */
export interface Remark extends Omit<Diagnostic<CrashkernelRule>, 'range' | 'fixes'> {
  /** The values to write instead, one for each kind of machine that it may be. */
  readonly instead?: readonly string[];
}

export function autoProblem(value: Crashkernel, target: Target, machine: Machine | undefined): Remark[] {
  if (value.form !== 'auto' || takesAuto(target)) return [];
  return [
    {
      code: 'crashkernel-auto',
      severity: 'error',
      message: `The kernels of ${target.title} do not understand crashkernel=auto and reserve nothing.`,
      reason: 'It was an addition of RHEL 6 to 8; kdumpctl reset-crashkernel now writes a value.',
      instead: defaultCrashkernels(target, machine).map((byDefault) => byDefault.value),
    },
  ];
}

/** No kernel with an initramfs runs in less; a number without a unit is in bytes. */
const leastBytes = 16n << 20n;

/** Sizes that reserve nothing or nothing of use on any machine (parse_crashkernel_mem compares them with the memory). */
export function sizeProblem(value: Crashkernel): Remark[] {
  // What is low memory beside ,high may be little.
  if (value.form === 'auto' || (value.form === 'size' && value.suffix === 'low')) return [];
  const code = 'crashkernel-size';
  if (value.form === 'ranges') {
    const beyond = value.ranges.find(({ to, bytes }) => to !== undefined && bytes >= to);
    if (beyond !== undefined) {
      const size = formatBytes(Number(beyond.bytes));
      const message = `No machine below ${formatBytes(Number(beyond.to))} can reserve ${size}: it reserves nothing.`;
      return [{ code, severity: 'error', message }];
    }
  }
  const sizes = value.form === 'ranges' ? value.ranges.map(({ bytes }) => bytes) : [value.bytes];
  if (sizes.some((bytes) => bytes >= 1n << 64n))
    return [{ code, severity: 'error', message: 'The kernel counts in 64 bits, and the size has more.' }];
  const tiny = sizes.find((bytes) => bytes > 0n && bytes < leastBytes);
  if (tiny === undefined) return [];
  const message = `${formatBytes(Number(tiny))} hold no capture kernel; a number without K, M or G counts bytes.`;
  return [{ code, severity: 'warning', message }];
}

/** What the values of one command line are to each other. */
export interface Company {
  readonly withHigh: boolean;
  /** The last one without a suffix. */
  readonly winner?: WrittenCrashkernel;
}

export function companyByLine(found: readonly WrittenCrashkernel[]): Map<number, Company> {
  const lines = new Map<number, Company>();
  for (const written of found) {
    const before = lines.get(written.line);
    const suffix = /,(high|low|cma)$/.exec(written.value)?.[1];
    const withHigh = suffix === 'high' || (before?.withHigh ?? false);
    const winner = suffix === undefined ? written : before?.winner;
    lines.set(written.line, winner === undefined ? { withHigh } : { withHigh, winner });
  }
  return lines;
}

/** Several on one command line: the last without a suffix wins, and hides `,high` and `,low`. */
export function companyProblem(
  written: WrittenCrashkernel,
  value: Crashkernel,
  { withHigh, winner }: Company,
): Remark[] {
  const suffix = value.form === 'size' ? value.suffix : undefined;
  if (suffix === 'low' && !withHigh) {
    const message = 'crashkernel=…,low has a meaning only together with crashkernel=…,high.';
    return [{ code: 'crashkernel-low-alone', severity: 'warning', message }];
  }
  if (suffix === 'cma' && !withHigh && winner === undefined) {
    const message = 'crashkernel=…,cma only adds to another crashkernel=, and there is none on this line.';
    return [{ code: 'crashkernel-low-alone', severity: 'warning', message }];
  }
  if (suffix === 'cma' || winner === undefined || winner === written) return [];
  const message = `This one has no effect: crashkernel=${winner.value} on the same line wins.`;
  return [{ code: 'crashkernel-hidden', severity: 'warning', message }];
}
