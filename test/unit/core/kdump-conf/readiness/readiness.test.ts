import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assessReadiness } from '../../../../../core/kdump-conf/readiness/assessReadiness';
import { releaseOfImage } from '../../../../../core/kdump-conf/readiness/initramfs';
import type { MachineState } from '../../../../../core/kdump-conf/readiness/machineState';
import type { CheckName, ReadinessCheck } from '../../../../../core/kdump-conf/readiness/readinessCheck';
import { parseUnits } from '../../../../../core/kdump-conf/readiness/service';
import { container, debian, fedora, gibibyte, missing, read, suse, units } from './machines';

function check(name: CheckName, state: MachineState): ReadinessCheck {
  const found = assessReadiness(state).checks.find((each) => each.name === name);
  assert.ok(found, name);
  return found;
}

const states = (state: MachineState): string[] =>
  assessReadiness(state).checks.map((each) => `${each.name} ${each.state}`);

describe('the readiness of a machine', () => {
  it('is there where everything is in place', () => {
    assert.deepEqual(states(fedora), [
      'reserved-memory ready',
      'configuration ready',
      'initramfs ready',
      'service ready',
      'capture-kernel ready',
      'target ready',
      'early-kdump unused',
    ]);
    assert.equal(assessReadiness(fedora).state, 'ready');
    assert.match(check('reserved-memory', fedora).sentence, /^256 MiB are reserved/);
  });

  it('is missing on a Debian that has only installed kdump-tools', () => {
    const { state, sentence } = assessReadiness(debian);
    assert.equal(state, 'not-ready');
    assert.match(sentence, /reserved memory, configuration, service, capture kernel/);
    assert.match(check('reserved-memory', debian).sentence, /started without crashkernel=/);
    assert.match(check('configuration', debian).sentence, /switched off/);
    assert.match(check('service', debian).nextStep ?? '', /systemctl enable --now kdump-tools\.service/);
    assert.equal(check('initramfs', debian).state, 'ready');
  });

  it('cannot be told of a server before it is asked', () => {
    const target = check('target', suse);
    assert.deepEqual([target.state, target.server], ['unknown', 'server.example.com:22']);
    const server = 'server.example.com:22';
    assert.equal(check('target', { ...suse, serverAnswer: { server } }).state, 'ready');
    const refused = check('target', { ...suse, serverAnswer: { server, failure: 'its name is not known' } });
    assert.equal(refused.state, 'not-ready');
    assert.ok(refused.evidence.some(({ value }) => value === 'its name is not known'));
    assert.equal(check('target', { ...suse, serverAnswer: { server: 'other:22' } }).state, 'unknown');
  });

  it('is not guessed at where nothing can be read', () => {
    assert.equal(assessReadiness(container).state, 'unknown');
    assert.ok(assessReadiness(container).checks.every((each) => each.state === 'unknown'));
  });

  it('names evidence for every check', () => {
    for (const state of [fedora, debian, suse, container]) {
      for (const { name, evidence } of assessReadiness(state).checks) {
        assert.ok(evidence.length > 0, name);
        assert.ok(
          evidence.every(({ source, value }) => source !== '' && value !== ''),
          name,
        );
      }
    }
  });
});

describe('why no memory is reserved', () => {
  const why = (parameters: string): string =>
    check('reserved-memory', {
      ...fedora,
      crashSize: read('/sys/kernel/kexec_crash_size', '0'),
      commandLine: read('/proc/cmdline', parameters),
    }).sentence;

  it('is told by the command line', () => {
    assert.match(why('crashkernel=auto'), /RHEL 6 to 8/);
    assert.match(why('crashkernel=256MB'), /cannot read crashkernel=256MB/);
    assert.match(why('crashkernel=16G-:1G'), /No range of crashkernel=16G-:1G is for 8 GiB/);
    assert.match(why('crashkernel=7G'), /no room for crashkernel=7G/);
    assert.match(why('crashkernel=1G,high'), /no room/);
  });

  it('comes with what to do', () => {
    const state = { ...fedora, crashSize: read('/sys/kernel/kexec_crash_size', '0') };
    assert.match(check('reserved-memory', state).nextStep ?? '', /crashkernel=2G-64G:256M,64G-:512M/);
  });
});

describe('the service', () => {
  const judged = (load: string, active: string, file: string): string =>
    check('service', { ...fedora, services: units(['kdump.service', load, active, file]) }).state;

  it('must run now and at every start', () => {
    assert.equal(judged('loaded', 'active', 'enabled'), 'ready');
    assert.equal(judged('loaded', 'active', 'disabled'), 'not-ready');
    assert.equal(judged('loaded', 'failed', 'enabled'), 'not-ready');
    assert.equal(judged('loaded', 'inactive', 'enabled'), 'not-ready');
    assert.equal(judged('loaded', 'activating', 'enabled'), 'unknown');
    assert.equal(judged('masked', 'inactive', 'masked'), 'not-ready');
    assert.equal(judged('not-found', 'inactive', ''), 'not-ready');
  });

  it('is read from any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseUnits(text);
        check('service', { ...fedora, services: read('systemctl show', text) });
      }),
    );
  });
});

describe('the capture kernel', () => {
  it('may be kept by the firmware instead', () => {
    const power = {
      ...fedora,
      crashLoaded: read('/sys/kernel/kexec_crash_loaded', '0'),
      fadumpRegistered: read('/sys/kernel/fadump/registered', '1'),
    };
    assert.equal(check('capture-kernel', power).state, 'ready');
    assert.equal(check('initramfs', power).state, 'unknown');
    assert.equal(check('capture-kernel', { ...power, fadumpRegistered: missing('x') }).state, 'not-ready');
  });
});

describe('the initramfs', () => {
  const [own, other] = fedora.captureImages;
  assert.ok(own && other);

  it('must be newer than the configuration', () => {
    const stale = check('initramfs', { ...fedora, captureImages: [{ ...own, changedMs: 0 }, other] });
    assert.equal(stale.state, 'not-ready');
    assert.match(stale.sentence, /\/etc\/kdump\.conf and \/etc\/sysconfig\/kdump: a crash follows the old/);
  });

  it('must be for the running kernel', () => {
    assert.match(check('initramfs', { ...fedora, captureImages: [other] }).sentence, /other kernels only/);
    assert.match(check('initramfs', { ...fedora, captureImages: [] }).sentence, /no initramfs/);
    const hidden = { ...fedora, captureImages: [], unlisted: ['/boot'] };
    assert.equal(check('initramfs', hidden).state, 'unknown');
  });

  it('is known by its name', () => {
    assert.equal(releaseOfImage('/boot/initramfs-5.14.0-1.el9.x86_64kdump.img'), '5.14.0-1.el9.x86_64');
    assert.equal(releaseOfImage('/boot/initrd-5.3.18-default-kdump'), '5.3.18-default');
    assert.equal(releaseOfImage('/var/lib/kdump/initrd.img-6.1.0-18-amd64'), '6.1.0-18-amd64');
    assert.equal(releaseOfImage('/var/lib/kdump/initrd'), '');
    assert.equal(releaseOfImage('/boot/initrd.img-6.1.0-18-amd64'), undefined);
    assert.equal(releaseOfImage('/boot/initramfs-5.14.0-1.el9.x86_64.img'), undefined);
  });
});

describe('the dump target', () => {
  const target = (text: string, more: Partial<MachineState> = {}): ReadinessCheck =>
    check('target', { ...fedora, configuration: read('/etc/kdump.conf', text), ...more });
  const disk = { path: '/dev/sdb1', fileSystem: 'xfs', freeBytes: 20 * gibibyte, mountPoint: '/srv' };
  const withDisk = (more: object): Partial<MachineState> => ({
    facts: { ...fedora.facts, blockDevices: [{ ...disk, ...more }] },
  });

  it('is a directory that exists and has room', () => {
    assert.equal(target('').state, 'ready');
    assert.equal(target('', { room: missing('/var/crash') }).state, 'not-ready');
    assert.equal(target('', { room: { source: '/x', failure: 'no', missing: false } }).state, 'unknown');
    assert.match(target('', { room: read('/var/crash', String(gibibyte)) }).sentence, /less room/);
  });

  it('is a device that is mounted and has room', () => {
    assert.equal(target('xfs /dev/sdb1', withDisk({})).state, 'ready');
    assert.match(target('xfs /dev/sdb1', withDisk({ mountPoint: undefined })).sentence, /not mounted/);
    assert.match(target('xfs /dev/sdc1', withDisk({})).sentence, /no device \/dev\/sdc1/);
    assert.equal(target('xfs /dev/sdb1', { facts: fedora.facts }).state, 'unknown');
    assert.equal(
      target('raw /dev/sdb1', withDisk({ mountPoint: undefined, sizeBytes: 9 * gibibyte })).state,
      'ready',
    );
  });

  it('is a server by NFS or ssh, in each distribution’s words', () => {
    assert.equal(target('nfs server.example.com:/crashes').server, 'server.example.com:2049');
    assert.equal(target('nfs [2001:db8::1]:/crashes').server, '[2001:db8::1]:2049');
    assert.equal(target('ssh kdump@192.0.2.1').server, '192.0.2.1:22');
    const of = (path: string, text: string): string | undefined =>
      target('', { configuration: read(path, text) }).server;
    assert.equal(of('/etc/default/kdump-tools', 'SSH="kdump@server"\n'), 'server:22');
    assert.equal(of('/etc/default/kdump-tools', 'NFS="server:/crashes"\n'), 'server:2049');
    assert.equal(of('/etc/sysconfig/kdump', 'KDUMP_SAVEDIR="nfs://server/crashes"\n'), 'server:2049');
    assert.equal(of('/etc/sysconfig/kdump', 'KDUMP_SAVEDIR="ssh://u@server:2222/x"\n'), 'server:2222');
    assert.equal(of('/etc/sysconfig/kdump', 'KDUMP_SAVEDIR="file:///var/crash"\n'), undefined);
  });

  it('is found, or not, for any text', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('nfs ', 'ssh ', 'KDUMP_SAVEDIR=', 'raw ', ''),
        (text, start) => {
          target(`${start}${text}`);
          target('', { configuration: read('/etc/sysconfig/kdump', `${start}${text}`) });
        },
      ),
    );
  });
});

describe('early kdump', () => {
  const early = (parameters: string): string =>
    check('early-kdump', { ...fedora, commandLine: read('/proc/cmdline', parameters) }).state;

  it('cannot be told where it is asked for, and is not used elsewhere', () => {
    assert.equal(early('quiet rd.earlykdump crashkernel=1G'), 'unknown');
    assert.equal(early('rd.earlykdump=1'), 'unknown');
    assert.equal(early('rd.earlykdump=0'), 'unused');
    assert.equal(early('quiet'), 'unused');
  });
});
