import assert from 'node:assert/strict';
import { parseStartArguments } from '../../../scripts/start/startArguments.mjs';

const parse = (...args: string[]): unknown => parseStartArguments(args, '/home/somebody');
const isUsageError = (pattern: RegExp) => (error: Error & { exitCode?: number }) =>
  error.exitCode === 2 && pattern.test(error.message) && error.message.includes('Usage: npm start');

describe("npm start's arguments", () => {
  it('are all optional', () => {
    assert.deepEqual(parse(), { dump: undefined, vmlinux: undefined, yes: false, port: undefined });
  });

  it('take paths relative to where the person is', () => {
    assert.deepEqual(parse('crash/vmcore', '/usr/lib/debug/vmlinux', '--yes'), {
      dump: '/home/somebody/crash/vmcore',
      vmlinux: '/usr/lib/debug/vmlinux',
      yes: true,
      port: undefined,
    });
  });

  it('refuse a third path, an unknown option and a port that is none', () => {
    assert.throws(() => parse('a', 'b', 'c'), isUsageError(/Only a dump and a vmlinux/));
    assert.throws(() => parse('--yess'), isUsageError(/yess/));
    for (const port of ['0', '65536', 'http', '-1', '']) {
      assert.throws(() => parse(`--port=${port}`), isUsageError(/no port/), port);
    }
  });
});
