import assert from 'node:assert/strict';
import fc from 'fast-check';
import { configurationKind, diagnoseConfiguration } from '../../../../../core/kdump-conf/configuration';
import { shellAssignments } from '../../../../../core/kdump-conf/neighbours/shellAssignments';
import { diagnoseSysconfig, recogniseSysconfig } from '../../../../../core/kdump-conf/neighbours/sysconfig';
import { hoverVariable, variableCompletions } from '../../../../../core/kdump-conf/neighbours/sysconfigHelp';
import { head } from '../../../../../core/kdump-conf/target';
import { confText } from '../confText';
import { sample } from '../fixtures';

describe('the settings of the kdump service', () => {
  const codes = (text: string, dialect: 'rhel' | 'suse' | 'debian'): string[] =>
    diagnoseSysconfig(text, dialect).map(({ severity, code }) => `${severity} ${code}`);

  it('are read as the shell reads them', () => {
    const found = shellAssignments(`export A="b c"'d'\\ e # f\n# B=1\necho x\nC=\nD="two\nlines"\n`);
    assert.deepEqual(
      found.map(({ name, value }) => [name, value]),
      [
        ['A', 'b cd e'],
        ['C', ''],
        ['D', 'two\nlines'],
      ],
    );
  });

  it('are told apart by their variables', () => {
    assert.equal(recogniseSysconfig(sample('ocp-kdump-ssh.sysconfig')), 'rhel');
    assert.equal(recogniseSysconfig('KDUMP_SAVEDIR=/var/crash\nKDUMP_DUMPLEVEL=31\n'), 'suse');
    assert.equal(recogniseSysconfig('USE_KDUMP=1\n'), 'debian');
    assert.equal(recogniseSysconfig(sample('steamos-NOT-kdump.conf')), undefined);
  });

  it('have no false findings in real files', () => {
    assert.deepEqual(codes(sample('ocp-kdump-ssh.sysconfig'), 'rhel'), []);
    assert.deepEqual(codes(sample('centos_local.sysconfig'), 'rhel'), ['warning retired-variable']);
  });

  it('are checked: form, names, values', () => {
    assert.deepEqual(codes('KDUMP_STDLOGLVL=5\n', 'rhel'), ['error bad-value']);
    assert.deepEqual(codes('KDUMP_IMG = vmlinuz\n', 'rhel'), ['error blank-around-equals']);
    assert.deepEqual(codes('KDUMP_COMMANDLINE_APPEND=irqpoll nr_cpus=1\n', 'rhel'), [
      'error words-after-value',
    ]);
    assert.deepEqual(codes('KDUMP_IMG="vmlinuz\n', 'rhel'), ['error open-quote']);
    assert.deepEqual(codes('KDUMP_COMMANDLINE_APEND=x\n', 'rhel'), ['warning unknown-variable']);
    assert.deepEqual(codes('KDUMP_SAVEDIR=/x\n', 'rhel'), ['warning other-distribution']);
    assert.deepEqual(codes('KDUMP_DUMPLEVEL=32\nKDUMP_DUMPFORMAT=lzo\n', 'suse'), ['warning bad-value']);
    assert.deepEqual(codes('USE_KDUMP=yes\nMAKEDUMP_ARGS="-c -d 31"\n', 'debian'), ['warning bad-value']);
    assert.deepEqual(codes('MAKEDUMP_ARGS="-c -d 99"\n', 'debian'), ['warning bad-value']);
    assert.deepEqual(codes('FTP_PASSWORD=x\nFTP_PASSWORD=y\n', 'debian'), [
      'hint readable-secret',
      'warning assigned-twice',
      'hint readable-secret',
    ]);
    assert.deepEqual(codes('KDUMP_STDLOGLVL=$LEVEL\n', 'rhel'), []);
    for (const line of ['NFS=host', 'SSH=host', 'SSH="a b@c"'])
      assert.deepEqual(codes(`${line}\n`, 'debian'), ['warning bad-value'], line);
    for (const line of ['KDUMP_SAVEDIR="ftp//x"', 'KDUMP_NETCONFIG=eth0', 'KDUMP_NETCONFIG=eth0:ipv4'])
      assert.deepEqual(codes(`${line}\n`, 'suse'), ['warning bad-value'], line);
    assert.deepEqual(codes('NFS=[2001:db8::1]:/e\nSSH=\n', 'debian'), []);
    assert.deepEqual(codes('KDUMP_SAVEDIR=ssh://a@b/c\nKDUMP_NETCONFIG=eth0:dhcp:force\n', 'suse'), []);
  });

  it('are explained and completed', () => {
    assert.match(
      hoverVariable('# x\nKDUMP_IMG=a\n', { line: 1, character: 3 }, 'rhel')?.markdown ?? '',
      /Default: `vmlinuz`/,
    );
    const found = variableCompletions('KDUMP_IMG=a\n', 'rhel');
    assert.equal(found.find(({ label }) => label === 'KDUMP_IMG')?.used, true);
    assert.equal(
      found.some(({ label }) => label === 'MKDUMPRD_ARGS'),
      false,
    );
  });

  it('never make anything throw', () => {
    fc.assert(
      fc.property(confText, fc.constantFrom('rhel', 'suse', 'debian'), (text, dialect) => {
        diagnoseSysconfig(`KDUMP_IMG=${text}`, dialect);
        diagnoseConfiguration('x', text, head);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('configurationKind', () => {
  it('goes by content, and by name for files that say nothing', () => {
    const kind = (name: string, text: string): string => configurationKind(name, text).kind;
    assert.equal(kind('/etc/kdump.conf', 'path /x\n'), 'kdump-conf');
    assert.equal(kind('/etc/kdump.conf', 'path=/x\n'), 'kdump-conf');
    assert.equal(kind('/etc/kdump.conf', sample('steamos-NOT-kdump.conf')), 'other');
    assert.equal(kind('any', sample('centos_local.sysconfig')), 'sysconfig');
    assert.equal(kind('/etc/default/kdump-tools', ''), 'sysconfig');
    assert.equal(kind('/etc/default/grub', 'GRUB_CMDLINE_LINUX="crashkernel=256M"\n'), 'command-line');
    assert.equal(kind('any', ''), 'kdump-conf');
  });
});
