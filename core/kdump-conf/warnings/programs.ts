import type { Finding } from '../finding';
import { warn } from '../finding';
import { removeLine, replace } from '../fixes';
import { partRange, valueRange } from '../range';
import type { Entry } from '../readers/entry';
import type { Check, Reading } from '../reading';
import { entriesOf, findEach } from '../reading';
import type { Word } from '../whiteSpace';
import { words } from '../whiteSpace';

const hookOptions = ['kdump_pre', 'kdump_post', 'kdump_emergency'];

export const hookArguments: Check = (reading) =>
  findEach(reading, reading.entries, (entry) => {
    if (!hookOptions.includes(entry.option)) return undefined;
    const [program, ...others] = words(entry.value);
    if (program === undefined || others.length === 0) return undefined;
    const first = program.text.length;
    const range = partRange(entry, first, entry.value.length - first);
    const message = `${entry.option} names one program: what follows is taken for a part of its name.`;
    const reason = 'Write a script that calls the program with its arguments, and name that.';
    return warn('hook-arguments', range, message, [replace('Remove the arguments', range, '')], reason);
  });

/** Programs must exist and be executable, which is looked at when the initramfs is built, not when kdump.conf is read. */
export const programs: Check = (reading) =>
  findEach(reading, reading.entries, (entry) => {
    const findings: Finding[] = [];
    for (const word of programsOf(entry)) {
      const finding = judgeProgram(reading, entry, word);
      if (finding !== undefined) findings.push(finding);
    }
    return findings;
  });

/** A hook is one program, whatever follows it. */
function programsOf({ option, value }: Entry): Word[] {
  if (hookOptions.includes(option)) return words(value).slice(0, 1);
  return option === 'extra_bins' ? words(value) : [];
}

const installFirst = 'Programs are copied when the initramfs is built: install it before.';

function judgeProgram(reading: Reading, entry: Entry, { text: path, start }: Word): Finding | undefined {
  const fact = reading.facts.files?.[path];
  if (path.startsWith('/') && (fact === undefined || (fact.kind !== 'missing' && fact.executable !== false)))
    return undefined;
  const range = partRange(entry, start, path.length);
  if (!path.startsWith('/')) {
    const message = `'${path}' is not an absolute path, and ${entry.option} is not looked up in PATH.`;
    const whole = path.includes('/') ? `/${path.replace(/^(?:\.{0,2}\/)+/, '')}` : `/usr/bin/${path}`;
    const fix = replace(`Change to '${whole}'`, range, whole);
    return warn('hook-relative', range, message, [fix], 'Write its whole path.');
  }
  if (fact?.kind === 'missing')
    return warn('hook-missing', range, `${path} does not exist on this machine.`, [], installFirst);
  return warn('hook-not-executable', range, `${path} is not executable.`, [], `Run: chmod +x ${path}`);
}

export const sshKey: Check = (reading) => {
  const throughSsh = reading.entries.some(
    ({ option, value }) => option === 'ssh' || (option === 'net' && value.includes('@')),
  );
  return findEach(reading, entriesOf(reading, 'sshkey'), (entry) => {
    if (entry.value === '') return undefined;
    const range = valueRange(entry);
    if (!throughSsh)
      return warn(
        'sshkey-without-ssh',
        range,
        'A key has a meaning only for an ssh target, and there is none.',
        [removeLine(entry.line)],
      );
    if (reading.facts.files?.[entry.value]?.kind !== 'missing') return undefined;
    const message = `${entry.value} does not exist: kdump would use /root/.ssh/kdump_id_rsa instead.`;
    const reason = "Run 'kdumpctl propagate' to make a key and copy it over.";
    return warn('sshkey-missing', range, message, [removeLine(entry.line)], reason);
  });
};
