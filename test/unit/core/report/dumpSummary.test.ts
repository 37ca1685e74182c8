import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDumpDiagnosis } from '../../../../core/report/dumpDiagnosis';
import { readFileSummary } from '../../../../core/report/dumpSummary';
import { writeElf, type ElfSpec } from '../../../support/elfWriter';

describe('what a list of dumps shows of a file', () => {
  let folder: string;
  const put = async (bytes: Uint8Array, name = 'vmcore'): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };
  const elf = (spec: Partial<ElfSpec> = {}): Uint8Array =>
    writeElf({ segments: [{ physicalAddress: 0n, data: new Uint8Array(4096) }], ...spec });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vmcore-summary-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('is what its header says, whatever its name', async () => {
    const path = await put(elf(), 'holiday.jpg');
    const found = readFileSummary(path);
    assert.ok(found.kind === 'dump');
    const { cost, sizeBytes, ...facts } = found.summary;
    assert.ok(cost.readBytes > 0 && cost.readBytes < 64 * 1024, String(cost.readBytes));
    assert.equal(sizeBytes, elf().length);
    assert.deepEqual(facts, {
      path,
      parts: [path],
      format: 'ELF vmcore',
      architecture: 'x86_64',
      completeness: 'complete',
      missing: [],
    });
  });

  it('is that it is incomplete where its end is missing', async () => {
    const found = readFileSummary(await put(elf().subarray(0, -100)));
    assert.ok(found.kind === 'dump');
    assert.equal(found.summary.completeness, 'incomplete');
    assert.equal(found.summary.missing.length, 1);
  });

  it('is nothing of what is no dump of a kernel', async () => {
    const program = elf({ type: 2 });
    const process = elf({ notes: [{ name: 'CORE', type: 6, description: new Uint8Array(16) }] });
    for (const bytes of [program, process, Buffer.from('hello'), new Uint8Array(0)])
      assert.deepEqual(readFileSummary(await put(bytes)), { kind: 'other' });
    assert.deepEqual(readFileSummary(folder), { kind: 'other' });
  });

  it('is why it cannot be opened, of what begins like a dump', async () => {
    const found = readFileSummary(await put(elf().subarray(0, 64)));
    assert.ok(found.kind === 'broken');
    assert.notEqual(found.error.code, 'internal');
  });

  it('leaves to who opens the dump what takes a search through its memory', async () => {
    await assert.rejects(readDumpDiagnosis(await put(elf())), { code: 'takes-long' });
  });
});
