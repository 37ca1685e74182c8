import type { Diagnostic, QuickFix } from '../diagnose';
import type { Target } from '../target';
import { formatBytes } from '../sizes';
import type { Crashkernel } from './crashkernel';
import { parseCrashkernel, reservedBytes } from './crashkernel';
import { type Machine, defaultCrashkernels, takesAuto } from './crashkernelDefaults';
import type { CrashkernelRule } from './rules';
import { TextPositions } from './textPositions';

export interface WrittenCrashkernel {
  /** Offset of the value, after the equals sign. */
  readonly start: number;
  readonly value: string;
  /** Which kernel command line it belongs to: the number of its line. */
  readonly line: number;
}

const parameter = /(?<![\w.-])crashkernel=([^\s"'`;]{0,4096})/g;

/**
 * Every `crashkernel=` in any text: /etc/default/grub, grub.cfg, loader entries, zipl.conf, a command line. Lines
 * that are comments are passed over.
 */
export function findCrashkernels(text: string): WrittenCrashkernel[] {
  const positions = new TextPositions(text);
  return [...text.matchAll(parameter)].flatMap((match) => {
    const { line, character } = positions.at(match.index);
    const lineStart = match.index - character;
    if (/^[ \t]*#/.test(text.slice(lineStart, Math.min(match.index, lineStart + 200)))) return [];
    return [{ start: match.index + 'crashkernel='.length, value: match[1] ?? '', line }];
  });
}

/** @param machine the kind of machine that the text is for, where it is known */
export function diagnoseCrashkernels(
  text: string,
  target: Target,
  machine?: Machine,
): Diagnostic<CrashkernelRule>[] {
  const positions = new TextPositions(text);
  const found = findCrashkernels(text);
  const companies = companyByLine(found);
  return found.flatMap((written): Diagnostic<CrashkernelRule>[] => {
    const range = positions.range(written.start, written.start + written.value.length);
    const { value, problems } = parseCrashkernel(written.value);
    const syntax = problems.map(({ message, start, end }): Diagnostic<CrashkernelRule> => ({
      code: 'crashkernel-syntax',
      severity: 'error',
      range: positions.range(written.start + start, written.start + end),
      message: `crashkernel: ${message}`,
      reason: 'The kernel reserves nothing when it cannot read the value.',
      fixes: [],
    }));
    if (value === undefined) return syntax;
    const company = companies.get(written.line) ?? { withHigh: false };
    return [
      ...autoProblem(value, target, machine),
      ...sizeProblem(value),
      ...companyProblem(written, value, company),
    ].map(({ instead = [], ...remark }) => {
      const fixes = instead.map((newText): QuickFix => ({
        title: `Change to ${newText}`,
        edits: [{ range, newText }],
      }));
      return { ...remark, range, fixes };
    });
  });
}

interface Remark extends Omit<Diagnostic<CrashkernelRule>, 'range' | 'fixes'> {
  /** The values to write instead, one for each kind of machine that it may be. */
  readonly instead?: readonly string[];
}

function autoProblem(value: Crashkernel, target: Target, machine: Machine | undefined): Remark[] {
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
function sizeProblem(value: Crashkernel): Remark[] {
  if (value.form === 'auto') return [];
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
interface Company {
  readonly withHigh: boolean;
  /** The last one without a suffix. */
  readonly winner?: WrittenCrashkernel;
}

function companyByLine(found: readonly WrittenCrashkernel[]): Map<number, Company> {
  const lines = new Map<number, Company>();
  for (const written of found) {
    const before = lines.get(written.line) ?? { withHigh: false };
    const suffix = /,(high|low|cma)$/.exec(written.value)?.[1];
    if (suffix === undefined) lines.set(written.line, { ...before, winner: written });
    else lines.set(written.line, { ...before, withHigh: before.withHigh || suffix === 'high' });
  }
  return lines;
}

/** Several on one command line: the last without a suffix wins, and hides `,high` and `,low`. */
function companyProblem(
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

const gibibyte = 1n << 30n;
const usualMachines = [1n, 2n, 4n, 8n, 16n, 64n, 256n, 1024n].map((gigabytes) => gigabytes * gibibyte);

/** What a value means, in words: "8 GiB of memory → 256 MiB". */
export function explainCrashkernel(text: string, memoryBytes?: bigint): string[] {
  const { value, problems } = parseCrashkernel(text);
  if (value === undefined) return problems.map(({ message }) => message);
  if (value.form === 'auto')
    return ['RHEL 6 to 8 choose the size by themselves; other kernels reserve nothing.'];
  if (value.form === 'size') return [explainSize(value)];
  const machines = memoryBytes === undefined ? usualMachines : [memoryBytes];
  return machines.map((memory) => {
    const reserved = reservedBytes(value, memory) ?? 0n;
    const result = reserved === 0n ? 'nothing, kdump cannot work' : formatBytes(Number(reserved));
    return `${formatBytes(Number(memory))} of memory → ${result}`;
  });
}

function explainSize({ bytes, offset, suffix }: Extract<Crashkernel, { form: 'size' }>): string {
  const size = formatBytes(Number(bytes));
  if (suffix === undefined) {
    const place = offset === undefined ? '' : ` at address 0x${offset.toString(16)}`;
    return `${size}${place} on every machine.`;
  }
  return {
    high: `${size} above 4 GiB, plus a little low memory for devices.`,
    low:
      bytes === 0n
        ? 'No low memory besides crashkernel=…,high.'
        : `${size} of low memory, besides crashkernel=…,high.`,
    cma: `${size} more, which the running system may use until the crash (Linux 6.17).`,
  }[suffix];
}

/** What `rd.earlykdump` does, for hovers. */
export const earlyKdumpExplanation =
  'Loads the capture kernel from the initramfs, so that crashes while the system starts are saved as well. The initramfs ' +
  'needs the dracut module earlykdump (dracut --force --add earlykdump), again after every change of kdump.conf and every ' +
  'new kernel. Set failure_action and final_action to poweroff, or a crash at every start repeats for ever.';
