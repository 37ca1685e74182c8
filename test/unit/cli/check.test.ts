import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { verdictCases } from '../core/kdump-conf/fixtures';

const program = join(__dirname, '../../../cli/main.js');

interface Row {
  readonly file: string;
  readonly severity: string;
}

describe('vmcore check', () => {
  let folder: string;
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const check = (...args: string[]): { status: number | null; out: string; err: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'check', ...args], {
      encoding: 'utf8',
    });
    return { status, out: stdout, err: stderr };
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-check-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('prints one line a finding and fails on errors', () => {
    const file = write('bad.conf', 'path /var/crash\nfailure_action explode\n');
    const { status, out } = check(file, '--target', 'v1.0.54');
    assert.equal(status, 1);
    assert.match(
      out,
      /^\S+bad\.conf:2:16: error: 'explode' is no failure_action; .* \[bad-failure-action\]\n$/,
    );
  });

  it('is content with a file that has only warnings, and with a clean one', () => {
    const warned = check(write('relative.conf', 'path crash\n'), '--target', 'head');
    assert.equal(warned.status, 0);
    assert.match(warned.out, /warning: .*\[relative-path\]/);
    assert.deepEqual(check(write('clean.conf', 'path /var/crash\n'), '--target', 'el8'), {
      status: 0,
      out: '',
      err: '',
    });
  });

  it('prints JSON for several files', () => {
    const bad = write('one.conf', 'bogus 1\n');
    const { status, out } = check('--json', bad, write('two.conf', ''), '--target', 'el9');
    assert.equal(status, 1);
    assert.deepEqual(JSON.parse(out), [
      {
        file: bad,
        line: 1,
        column: 1,
        endColumn: 6,
        severity: 'error',
        code: 'unknown-directive',
        message:
          "'bogus' is no directive of RHEL 9. kdump does not start with a directive that it does not know.",
      },
    ]);
  });

  it('judges as the real parser of each release', () => {
    const cases = verdictCases();
    const files = cases.map(({ name, input }) => write(`${name}.conf`, input));
    const releases = Object.keys(cases[0]?.verdict ?? {});
    assert.ok(releases.length > 5 && cases.length > 20);
    for (const release of releases) {
      const rows = JSON.parse(
        check('--json', '--target', release, '--host', 'oraclehost', ...files).out,
      ) as Row[];
      const refused = new Set(rows.filter(({ severity }) => severity === 'error').map(({ file }) => file));
      for (const [index, { name, verdict }] of cases.entries()) {
        const said = refused.has(files[index] ?? '') ? 'reject' : 'accept';
        assert.equal(said, verdict[release], `${name} by ${release}`);
      }
    }
  }).timeout(60_000);

  it('holds cluster nodes against the name of this machine, or of the one that is meant', () => {
    const file = write('nodes.conf', `fence_kdump_nodes ${hostname()} other\n`);
    assert.match(check(file, '--target', 'head').out, /\[own-fence-node\]/);
    assert.equal(check(file, '--target', 'head', '--host', 'somewhere').out, '');
    assert.match(check(file, '--target', 'head', '--host', 'other').out, /nodes\.conf:1:\d+: error: 'other'/);
  });

  it('says why it cannot read what is no configuration', () => {
    assert.match(check(folder).err, /cannot be read: EISDIR/);
    assert.match(check('/dev/zero').err, /has more than 16 MiB/);
    assert.equal(check('/dev/zero').status, 1);
  });

  it('checks the other files when one cannot be read, and says each failure on a line of its own', () => {
    const bad = write('three.conf', 'bogus 1\n');
    const [first, last] = [join(folder, 'no.conf'), join(folder, 'none.conf')];
    const { status, out, err } = check('--json', '--target', 'head', first, bad, last);
    assert.equal(status, 1);
    assert.deepEqual(
      (JSON.parse(out) as Row[]).map(({ file }) => file),
      [bad],
    );
    const lines = err.trimEnd().split('\n');
    assert.equal(lines.length, 2);
    for (const [index, file] of [first, last].entries())
      assert.match(lines[index] ?? '', new RegExp(`^vmcore: The file ${file} cannot be read: ENOENT`));
    const clean = check('--target', 'head', write('four.conf', 'path /var/crash\n'), last);
    assert.deepEqual([clean.status, clean.out], [1, '']);
  });

  it('tells wrong usage from failure', () => {
    assert.equal(check().status, 2);
    assert.equal(check('--target', 'el5', 'x').status, 2);
    const missing = check(join(folder, 'missing.conf'));
    assert.equal(missing.status, 1);
    assert.match(missing.err, /missing\.conf cannot be read/);
  });
});
