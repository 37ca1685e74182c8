import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnoseConfiguration } from '../../../../../core/kdump-conf/configuration';
import {
  crashkernelProposals,
  hoverCommandLine,
} from '../../../../../core/kdump-conf/neighbours/commandLineHelp';
import { findTarget, head } from '../../../../../core/kdump-conf/target';

const grub = 'GRUB_CMDLINE_LINUX="quiet crashkernel=2G-64G:256M,64G-:512M rd.earlykdump"\n';
const gibibyte = 2 ** 30;

describe('help on a kernel command line', () => {
  it('spells out the ranges, for this machine as well, and names the default', () => {
    const hover = hoverCommandLine(grub, { line: 0, character: 30 }, head, { memoryBytes: 8 * gibibyte });
    assert.deepEqual(hover?.range, { start: { line: 0, character: 26 }, end: { line: 0, character: 59 } });
    assert.match(hover.markdown, /- 1024 GiB of memory → 512 MiB|- 1 TiB of memory → 512 MiB/);
    assert.match(hover.markdown, /This machine:\n\n- 8 GiB of memory → 256 MiB/);
    assert.match(
      hover.markdown,
      /Default of kdump-utils \(newest\):\n\n- `2G-64G:256M,64G-:512M` on x86_64 and s390x\n- /,
    );
    const onPower = hoverCommandLine(grub, { line: 0, character: 30 }, head, { hardware: 'ppc64le' });
    assert.match(onPower?.markdown ?? '', /- `2G-4G:400M,\S+` on ppc64le$/);
  });

  it('explains early kdump, and nothing else', () => {
    const at = grub.indexOf('rd.earlykdump');
    assert.match(hoverCommandLine(grub, { line: 0, character: at }, head)?.markdown ?? '', /initramfs/);
    assert.equal(hoverCommandLine(grub, { line: 0, character: 20 }, head), undefined);
  });

  it('proposes what the distribution sets', () => {
    const el8 = findTarget('el8');
    assert.ok(el8);
    assert.match(crashkernelProposals(el8)[0]?.value ?? '', /^1G-4G:160M/);
    assert.deepEqual(
      crashkernelProposals(el8, { hardware: 'aarch64' }).map(({ value }) => value.slice(0, 10)),
      ['2G-:448M', '2G-4G:320M'],
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), (text, character) => {
        hoverCommandLine(`crashkernel=${text}`, { line: 0, character }, head, { memoryBytes: gibibyte });
      }),
    );
  });
});

describe('the weights of rules for the files around kdump.conf', () => {
  const codes = (rules: Parameters<typeof diagnoseConfiguration>[3]): string[] =>
    diagnoseConfiguration('/etc/default/grub', 'A="crashkernel=auto"\n', head, rules).map(
      ({ code, severity }) => `${code} ${severity}`,
    );

  it('are those of the settings', () => {
    assert.deepEqual(codes({}), ['crashkernel-auto error']);
    assert.deepEqual(codes({ rules: { 'crashkernel-auto': 'hint' } }), ['crashkernel-auto hint']);
    assert.deepEqual(codes({ rules: { 'crashkernel-auto': 'off' } }), []);
  });
});
