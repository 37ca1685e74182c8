import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Overview } from '../../../core/protocol/overview';
import { CrashDumpBuilder, release, ringInImage } from '../../support/crashDump';

const program = join(__dirname, '../../../cli/main.js');

interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function vmcore(...args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'latin1' });
  return { status, out: stdout, err: stderr };
}

describe('vmcore in a terminal', () => {
  let folder: string;
  let dump: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-cli-'));
    dump = join(folder, 'vmcore');
    const ring = ringInImage(12, 17);
    for (let number = 0; number < 2000; number++) ring.add({ text: `record ${number}`, level: number % 8 });
    ring.add({
      text: 'Kernel panic - not syncing: \x1b[31mred',
      level: 0,
      callerId: 7,
      timeNs: 1_500_000_000n,
    });
    writeFileSync(dump, new CrashDumpBuilder(ring).bytes());
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('prints the log whole, its end, its worst, or as JSON', () => {
    const whole = vmcore('log', dump);
    assert.equal(whole.status, 0);
    assert.equal(whole.err, '');
    assert.equal(whole.out.split('\n').length, 2002);
    const last = '[    1.500000] Kernel panic - not syncing: \\x1b[31mred\n';
    assert.ok(whole.out.endsWith(last));
    assert.equal(vmcore('log', dump, '--tail', '1').out, last);
    assert.equal(vmcore('log', dump, '--level', 'emerg').out.split('\n').length, 252);
    assert.match(
      vmcore('log', dump, '--tail', '1', '--caller').out,
      /^\[ {4}1\.500000\] \[ {6}T7\] Kernel panic/,
    );
    const records: unknown = JSON.parse(vmcore('log', '--json', dump, '--tail', '1').out);
    assert.deepEqual(records, [
      {
        index: 2000,
        level: 0,
        facility: 0,
        timeUs: 1_500_000,
        caller: 'T7',
        text: 'Kernel panic - not syncing: \x1b[31mred',
      },
    ]);
    const everything: unknown = JSON.parse(vmcore('log', '--json', dump).out);
    assert.ok(Array.isArray(everything) && everything.length === 2001);
    assert.equal(vmcore('log', '--json', dump, '--tail', '0').out, '[]\n');
  });

  it('tells what crashed, for people without control characters', () => {
    const text = vmcore('info', dump);
    assert.equal(text.status, 0);
    assert.match(text.out, new RegExp(` RELEASE: ${release}\n`));
    assert.ok(!text.out.includes('\x1b'));
    assert.equal(vmcore(dump).out, text.out);
    const overview = JSON.parse(vmcore('info', '--json', dump).out) as Overview;
    assert.equal(overview.release, release);
    assert.equal(overview.log.count, 2001);
  });

  it('reads memory by symbol, virtual and physical address', () => {
    assert.equal(
      vmcore('read', dump, 'init_uts_ns+4', '5').out,
      `ffffffff80004004  4c 69 6e 75 78${' '.repeat(36)}|Linux|\n`,
    );
    assert.equal(vmcore('read', dump, '0xffffffff80004004', '5', '--raw').out, 'Linux');
    assert.equal(vmcore('read', dump, '4004', '0x5', '--phys', '--raw').out, 'Linux');
  });

  it('shows absent bytes as such, with the reason; never as data', () => {
    const end = vmcore('read', dump, '3ffff8', '16', '--phys');
    assert.equal(end.status, 0);
    assert.match(end.out, /^00000000003ffff8 {2}(00 ){7}00 {2}(\?\? ){7}\?\? /);
    assert.equal(end.err, 'vmcore: from 0x400000: not-in-dump\n');
    assert.deepEqual(JSON.parse(vmcore('read', dump, '3ffff8', '16', '--phys', '--json').out), {
      address: '0x3ffff8',
      sizeBytes: 16,
      physical: true,
      present: [{ offset: 0, data: '0000000000000000' }],
      gaps: [{ offset: 8, sizeBytes: 8, reason: 'not-in-dump' }],
    });
    const raw = vmcore('read', dump, '3ffff8', '16', '--phys', '--raw');
    assert.equal(raw.status, 1);
    assert.equal(raw.out, '');
    assert.match(raw.err, /^vmcore: The dump lacks the bytes at 0x400000 .*\n$/);
  });

  it('fails with one line that says what to try', () => {
    const text = join(folder, 'text');
    writeFileSync(text, 'hello\nworld\n');
    for (const args of [['nowhere'], ['log', text], [folder], ['read', dump, 'no_such_symbol', '8']]) {
      const { status, out, err } = vmcore(...args);
      assert.equal(status, 1, args.join(' '));
      assert.equal(out, '');
      assert.match(err, /^vmcore: [^\n]+\. [^\n]+\.\n$/);
    }
  });

  it('says where symbols were looked for, and that a named file is none', () => {
    const unnamed = vmcore('sym', dump, 'panic');
    assert.equal(unnamed.status, 1);
    assert.match(
      unnamed.err,
      /^vmcore: No symbols of the kernel .* \(kallsyms by VMCOREINFO: .*; vmlinux: none .*--vmlinux/,
    );
    const named = vmcore('sym', dump, 'panic', '--vmlinux', dump, '--system-map', join(folder, 'nothing'));
    assert.match(named.err, /vmlinux: \S+vmcore has no _stext .*; System.map: .*nothing/);
    assert.equal(vmcore('sym', dump).status, 2);
  });

  it('says what is needed where the dump has no types', () => {
    for (const args of [
      ['tasks', dump],
      ['struct', dump, 'task_struct'],
    ]) {
      const { status, out, err } = vmcore(...args);
      assert.deepEqual([status, out], [1, '']);
      assert.match(err, /^vmcore: No symbols of the kernel .* were found .*--vmlinux.*\n$/);
    }
  });

  it('answers wrong usage with the right one', () => {
    for (const args of [
      [],
      ['log'],
      ['log', dump, 'more'],
      ['log', dump, '--level', 'loud'],
      ['log', dump, '--tail', 'x'],
      ['info', '--nonsense', dump],
      ['read', dump, 'zz!', '8'],
      ['read', dump, '0', '0'],
      ['read', dump, 'linux_banner', '8', '--phys'],
      ['read', dump, '0', '8', '--raw', '--json'],
    ]) {
      const { status, out, err } = vmcore(...args);
      assert.equal(status, 2, args.join(' '));
      assert.equal(out, '');
      assert.match(err, /^vmcore: [^\n]+ Usage: vmcore [^\n]+\n$/);
    }
  });

  it('helps, and names its version', () => {
    assert.match(vmcore('--help').out, /vmcore read FILE ADDRESS LENGTH/);
    assert.match(vmcore('--version').out, /^vmcore \d+\.\d+\.\d+\n$/);
  });

  it('stops without complaint when nobody reads on', async () => {
    const child = spawn(process.execPath, [program, 'log', dump], { stdio: ['ignore', 'pipe', 'pipe'] });
    const err: Buffer[] = [];
    child.stderr.on('data', (piece: Buffer) => err.push(piece));
    child.stdout.destroy();
    const [status] = (await once(child, 'close')) as [number];
    assert.equal(status, 0);
    assert.equal(Buffer.concat(err).toString(), '');
  });
});
