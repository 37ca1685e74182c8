import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeElf } from '../../support/elfWriter';

const program = join(__dirname, '../../../cli/main.js');

/** NT_VMCOREDD: a name of 44 bytes, and what the driver saved. */
function deviceDumpNote(name: string, data: string): { name: string; type: number; description: Buffer } {
  const description = Buffer.alloc(44 + data.length);
  description.write(name, 0, 'latin1');
  description.write(data, 44, 'latin1');
  return { name: 'LINUX', type: 0x700, description };
}

describe('device dumps in a terminal', () => {
  let folder: string;
  let dump: string;

  const deviceDumps = (...args: string[]): { status: number | null; out: string; err: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'device-dumps', dump, ...args], {
      encoding: 'utf8',
    });
    return { status, out: stdout, err: stderr };
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-device-dumps-'));
    dump = join(folder, 'vmcore');
    const notes = [
      deviceDumpNote('cxgb4_0000:02:00.4', 'registers'),
      deviceDumpNote('../../etc/passwd', 'trap'),
    ];
    writeFileSync(dump, writeElf({ segments: [{ physicalAddress: 0n, data: new Uint8Array(4096) }], notes }));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('are listed', () => {
    assert.deepEqual(JSON.parse(deviceDumps('--json').out), [
      { name: 'cxgb4_0000:02:00.4', sizeBytes: 9 },
      { name: '../../etc/passwd', sizeBytes: 4 },
    ]);
  });

  it('are saved under names that stay in the folder, and never over anything', () => {
    const saved = join(folder, 'saved');
    assert.match(deviceDumps('--save', saved).err, /cannot be written: ENOENT.*Name a folder that exists/);
    const target = mkdtempSync(join(folder, 'target-'));
    assert.equal(deviceDumps('--save', target).status, 0);
    assert.deepEqual(readdirSync(target).sort(), ['0-cxgb4_0000:02:00.4.bin', '1-.._.._etc_passwd.bin']);
    const first = join(target, '0-cxgb4_0000:02:00.4.bin');
    assert.equal(readFileSync(first, 'latin1'), 'registers');
    writeFileSync(first, 'mine');
    const again = deviceDumps('--save', target);
    assert.equal(again.status, 1);
    assert.match(again.err, /EEXIST.*nothing is overwritten/);
    assert.equal(readFileSync(first, 'latin1'), 'mine');
  });
});
