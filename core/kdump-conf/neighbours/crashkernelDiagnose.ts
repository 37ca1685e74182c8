import type { Diagnostic, QuickFix } from '../diagnose';
import { formatBytes } from '../sizes';
import type { Target } from '../target';
import type { Crashkernel } from './crashkernel';
import { parseCrashkernel, reservedBytes } from './crashkernel';
import type { Machine } from './crashkernelDefaults';
import { autoProblem, companyByLine, companyProblem, sizeProblem } from './crashkernelRemarks';
import { findCrashkernels } from './findCrashkernels';
import type { CrashkernelRule } from './rules';
import { TextPositions } from './textPositions';

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
