import assert from 'node:assert/strict';
import { decideInstall, hasCandidates, missingPackages } from '../../../scripts/setup/installDecision.mjs';

describe('installing system packages', () => {
  const aUser = {
    missing: ['crash'],
    hasApt: true,
    isRoot: false,
    hasQuietSudo: false,
    isTerminal: true,
    yes: false,
  };
  const aMachine = { ...aUser, isTerminal: false };

  it('does nothing when nothing is missing, whoever runs it', () => {
    assert.equal(decideInstall({ ...aMachine, missing: [], hasApt: false }), 'nothing');
  });

  it('asks a person at a terminal, root too, unless they said yes', () => {
    assert.equal(decideInstall(aUser), 'ask');
    assert.equal(decideInstall({ ...aUser, isRoot: true }), 'ask');
    assert.equal(decideInstall({ ...aUser, yes: true }), 'install');
  });

  it('installs without a terminal as root, or with a sudo that asks nothing', () => {
    assert.equal(decideInstall({ ...aMachine, isRoot: true }), 'install');
    assert.equal(decideInstall({ ...aMachine, hasQuietSudo: true }), 'install');
  });

  it('refuses without a terminal where it may not install, --yes or not', () => {
    assert.equal(decideInstall(aMachine), 'refuse');
    assert.equal(decideInstall({ ...aMachine, yes: true }), 'refuse');
  });

  it('refuses where there is no apt, even as root', () => {
    assert.equal(decideInstall({ ...aUser, hasApt: false, isRoot: true }), 'refuse');
  });

  it('takes a removed package, and one that dpkg has never heard of, as missing', () => {
    const listing = 'gdb installed\ncrash config-files\n';
    assert.deepEqual(missingPackages(['gdb', 'crash', 'qemu-system-x86'], listing), [
      'crash',
      'qemu-system-x86',
    ]);
  });

  it('sees that apt knows no version yet', () => {
    const known = 'crash:\n  Installed: (none)\n  Candidate: 8.0.2-1+b1\n  Version table:\n';
    const unknown = 'gdb:\n  Installed: (none)\n  Candidate: (none)\n  Version table:\n';
    assert.equal(hasCandidates(['crash'], known), true);
    assert.equal(hasCandidates(['crash', 'gdb'], known + unknown), false);
    assert.equal(hasCandidates(['crash'], ''), false);
  });
});
