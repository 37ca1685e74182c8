import assert from 'node:assert/strict';
import { configurationKind, diagnoseConfiguration } from '../../../../core/kdump-conf/configuration';
import { head } from '../../../../core/kdump-conf/target';
import { isUsedByMachine } from '../../../../core/kdump-conf/usedFiles';

describe('kinds of configuration', () => {
  const kind = (name: string, text: string): string => configurationKind(name, text).kind;

  it('are told by content, and by name where there is none', () => {
    assert.equal(kind('/etc/kdump.conf', 'path /var/crash\n'), 'kdump-conf');
    assert.equal(kind('/srv/any.txt', 'USE_KDUMP=1\n'), 'sysconfig');
    assert.equal(kind('/etc/sysconfig/kdump', ''), 'sysconfig');
    assert.equal(kind('/etc/default/grub', 'GRUB_CMDLINE_LINUX="crashkernel=1G"\n'), 'command-line');
  });

  it('are command lines in the files of boot loaders, with and without crashkernel=', () => {
    const entry = 'title Linux\nlinux /vmlinuz\noptions root=/dev/sda1 ro quiet\n';
    const names = [
      'boot/loader/entries/6.12.conf',
      'etc/default/grub',
      'grub.cfg',
      'etc/kernel/cmdline',
      'zipl.conf',
    ];
    for (const name of names) {
      assert.equal(kind(name, entry), 'command-line', name);
      assert.deepEqual(diagnoseConfiguration(name, 'root=/dev/sda1 ro\n', head), [], name);
    }
    assert.equal(kind('any.txt', entry), 'other');
    assert.equal(kind('any.txt', entry.replace('quiet', 'crashkernel=1G')), 'command-line');
    assert.equal(kind('kdump.conf', 'options bonding mode=1\nlinux 1\npath /x\n'), 'kdump-conf');
  });

  it('are kdump.conf by that name, even where another file would be recognised', () => {
    for (const text of ['crashkernel=256M\n', 'KDUMP_IMG=vmlinuz\n', '']) {
      assert.equal(kind('/srv/kdump.conf', text), 'kdump-conf', text);
      assert.equal(kind('kdump.conf.rpmnew', text), 'kdump-conf', text);
    }
    assert.equal(kind('/etc/kdump.conf', '#!/bin/sh\nKDUMP=1\n'), 'other');
  });

  it('are none of ours for a manual page of the same name', () => {
    const page =
      '.TH KDUMP.CONF 5 "07/23/2008"\n.SH NAME\nkdump.conf \\- configuration\n.B path <path>\npath /x\n';
    for (const first of ['', '.\\" comment\n', '\'\\" t\n']) {
      assert.equal(kind('kdump.conf.5', first + page), 'other');
      assert.deepEqual(diagnoseConfiguration('kdump.conf.5', first + page, head), []);
    }
  });
});

describe('isUsedByMachine', () => {
  it('tells the machine’s own files from copies', () => {
    for (const path of ['/etc/kdump.conf', '/etc/sysconfig/kdump', '/boot/loader/entries/a.conf'])
      assert.ok(isUsedByMachine(path), path);
    for (const path of ['/home/me/repo/etc/kdump.conf', '/root/kdump.conf', '/etcetera/kdump.conf'])
      assert.ok(!isUsedByMachine(path), path);
  });
});
