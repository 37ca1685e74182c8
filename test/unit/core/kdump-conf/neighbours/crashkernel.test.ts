import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCrashkernel, reservedBytes } from '../../../../../core/kdump-conf/neighbours/crashkernel';
import {
  defaultCrashkernel,
  defaultCrashkernels,
  machineOf,
  machines,
} from '../../../../../core/kdump-conf/neighbours/crashkernelDefaults';
import {
  diagnoseCrashkernels,
  explainCrashkernel,
} from '../../../../../core/kdump-conf/neighbours/crashkernelDiagnose';
import { findCrashkernels } from '../../../../../core/kdump-conf/neighbours/findCrashkernels';
import { findTarget, head, targets } from '../../../../../core/kdump-conf/target';

const gibibyte = 1n << 30n;
const mebibyte = 1n << 20n;

describe('crashkernel=', () => {
  it('is read as the kernel reads it', () => {
    assert.deepEqual(parseCrashkernel('256M').value, { form: 'size', bytes: 256n * mebibyte });
    assert.deepEqual(parseCrashkernel('0x10m@0').value, { form: 'size', bytes: 16n * mebibyte, offset: 0n });
    assert.deepEqual(parseCrashkernel('1G,high').value, { form: 'size', bytes: gibibyte, suffix: 'high' });
    assert.deepEqual(parseCrashkernel('0,low').problems, []);
    assert.deepEqual(parseCrashkernel('2G-64G:256M,64G-:512M').value, {
      form: 'ranges',
      ranges: [
        { from: 2n * gibibyte, to: 64n * gibibyte, bytes: 256n * mebibyte },
        { from: 64n * gibibyte, bytes: 512n * mebibyte },
      ],
    });
  });

  it('is refused where the kernel refuses it', () => {
    for (const value of [
      '',
      'M',
      '256MB',
      '1.5G',
      '0',
      '256M,hi',
      '256M@',
      '2G:256M',
      '4G-2G:1M',
      '2G-4G',
      '2G-:',
      '2G-4G:1M,',
      '-4G:1M',
      '2G-4G:1MB',
    ]) {
      assert.equal(parseCrashkernel(value).problems.length, 1, value);
      assert.equal(parseCrashkernel(value).value, undefined, value);
    }
  });

  it('reserves by the first range that fits, memory counted in steps of 128 MiB', () => {
    const { value } = parseCrashkernel('2G-64G:256M,64G-:512M');
    assert.ok(value);
    assert.equal(reservedBytes(value, 8n * gibibyte), 256n * mebibyte);
    assert.equal(reservedBytes(value, gibibyte), 0n);
    assert.equal(reservedBytes(value, 2n * gibibyte - 1n), 256n * mebibyte);
    assert.equal(reservedBytes(value, 64n * gibibyte), 512n * mebibyte);
    const greedy = parseCrashkernel('1G-2G:3G,2G-:256M').value;
    assert.ok(greedy);
    assert.equal(reservedBytes(greedy, 5n * (gibibyte / 2n)), 0n, 'the first entry is more than it has');
    assert.equal(reservedBytes(greedy, 4n * gibibyte), 256n * mebibyte);
  });

  it('is explained machine by machine', () => {
    assert.ok(explainCrashkernel('2G-64G:256M,64G-:512M').includes('8 GiB of memory → 256 MiB'));
    assert.deepEqual(explainCrashkernel('2G-:1G', gibibyte), [
      '1 GiB of memory → nothing, kdump cannot work',
    ]);
    assert.match(explainCrashkernel('512M,high')[0] ?? '', /above 4 GiB/);
  });

  it('is found wherever a command line is written', () => {
    const grub =
      'GRUB_CMDLINE_LINUX="rhgb crashkernel=1G-4G:192M,4G-:256M quiet"\n# crashkernel=x\noptions root=/dev/a crashkernel=256M\n';
    assert.deepEqual(
      findCrashkernels(grub).map(({ value, line }) => [line, value]),
      [
        [0, '1G-4G:192M,4G-:256M'],
        [2, '256M'],
      ],
    );
    assert.deepEqual(findCrashkernels('xcrashkernel=1'), []);
  });

  it('is called wrong where it is, and mended', () => {
    const [found] = diagnoseCrashkernels('options crashkernel=auto quiet', head);
    assert.equal(found?.code, 'crashkernel-auto');
    assert.ok(found.fixes.length > 2, 'one for each kind of machine');
    assert.equal(diagnoseCrashkernels('crashkernel=auto', head, 's390x')[0]?.fixes.length, 1);
    assert.deepEqual(found.range, { start: { line: 0, character: 20 }, end: { line: 0, character: 24 } });
    assert.equal(found.fixes[0]?.edits[0]?.newText, '2G-64G:256M,64G-:512M');
    assert.deepEqual(diagnoseCrashkernels('crashkernel=auto', findTarget('el8') ?? head), []);
    assert.equal(diagnoseCrashkernels('a\nb crashkernel=256MB', head)[0]?.range.start.character, 18);
    const hidden = diagnoseCrashkernels('crashkernel=1G,high crashkernel=256M', head);
    assert.deepEqual(
      hidden.map(({ code }) => code),
      ['crashkernel-hidden'],
    );
    assert.deepEqual(diagnoseCrashkernels('crashkernel=1G,high crashkernel=128M,low', head), []);
    assert.equal(diagnoseCrashkernels('crashkernel=128M,low', head)[0]?.code, 'crashkernel-low-alone');
    assert.equal(diagnoseCrashkernels('crashkernel=1G,cma', head)[0]?.code, 'crashkernel-low-alone');
    assert.deepEqual(diagnoseCrashkernels('crashkernel=1G,cma crashkernel=512M', head), []);
    for (const value of ['1G-2G:3G', '256', '16E', '0x10'])
      assert.equal(diagnoseCrashkernels(`crashkernel=${value}`, head)[0]?.code, 'crashkernel-size', value);
    assert.deepEqual(diagnoseCrashkernels('crashkernel=1G,high crashkernel=0,low', head), []);
  });

  it('has defaults that the kernel can read, for every release', () => {
    for (const target of targets) {
      for (const machine of machines) {
        const value = defaultCrashkernel(target, machine);
        if (value !== undefined) assert.deepEqual(parseCrashkernel(value).problems, [], value);
      }
    }
    assert.equal(
      defaultCrashkernel(findTarget('1.0.52') ?? head, 'x86_64'),
      '1G-4G:192M,4G-64G:256M,64G-:512M',
    );
    const arm = (name: string): string | undefined =>
      defaultCrashkernel(findTarget(name) ?? head, 'aarch64 with 64k pages');
    assert.equal(arm('1.0.53'), '1G-4G:356M,4G-64G:420M,64G-:676M');
    assert.equal(arm('1.0.54'), '2G-4G:356M,4G-64G:420M,64G-:676M');
  });

  it('has defaults by machine, each named once', () => {
    assert.deepEqual(defaultCrashkernels(head, 's390x'), [
      { value: '2G-64G:256M,64G-:512M', machines: ['s390x'] },
    ]);
    const all = defaultCrashkernels(head);
    assert.deepEqual(all[0], { value: '2G-64G:256M,64G-:512M', machines: ['x86_64', 's390x'] });
    assert.deepEqual(all.flatMap((each) => each.machines).sort(), [...machines].sort());
    assert.equal(
      machineOf({ hardware: 'aarch64', kernelRelease: '5.14.0-312.el9.aarch64+64k' }),
      'aarch64 with 64k pages',
    );
    assert.equal(machineOf({ hardware: 'riscv64' }), undefined);
  });

  it('never throws', () => {
    const pieces = fc.constantFrom(
      '1',
      '0x',
      'G',
      'M',
      '-',
      ':',
      ',',
      '@',
      'high',
      'auto',
      ' ',
      'crashkernel=',
      '"',
      '\n',
      '9'.repeat(70),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        diagnoseCrashkernels(parts.join(''), head);
        explainCrashkernel(parts.join(''));
      }),
      { numRuns: 2000 },
    );
  });
});
