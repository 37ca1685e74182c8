import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { openDump } from '../../core/dump/openDump';
import { Kernel } from '../../core/kernel/kernel';
import { logText } from '../../core/kernel/logText';
import { labDumps, type LabDump, type LogReference } from './lab/labDump';

/** makedumpfile names the caller of each record since 1.7.5. */
const callerPattern = /^\[ *\d+\.\d{6}\] \[ *[TC]\d+\] /;

function printLog(path: string, form: LogReference['tool'], callers: boolean): string {
  const kernel = new Kernel(openDump(path));
  try {
    const options = {
      form: form === 'crash' ? ('crash' as const) : ('makedumpfile' as const),
      callers,
      signedChar: kernel.signedChar,
    };
    assert.deepEqual(kernel.log.problems, []);
    return Buffer.concat(Array.from(logText(kernel.log, options), (piece) => Buffer.from(piece))).toString(
      'latin1',
    );
  } finally {
    kernel.dump.close();
  }
}

/** crash warns about tasks before it prints the log. */
function withoutWarnings(text: string): string {
  return text.replace(/^(WARNING: .*\n\n?|\n)+/, '');
}

function hasReference(dump: LabDump): dump is LabDump & { readonly reference: LogReference } {
  return dump.reference !== undefined && dump.complete;
}

describe('the kernel log of real dumps', () => {
  const dumps = labDumps().filter(hasReference);

  it('has dumps of QEMU and of kdump to compare', () => {
    const tools = new Set(dumps.map(({ reference }) => reference.tool));
    assert.deepEqual([...tools].sort(), ['crash', 'makedumpfile']);
  });

  for (const { name, path, reference } of dumps) {
    it(`is byte for byte what ${reference.tool} prints (${name})`, () => {
      const peer = readFileSync(reference.logPath, 'latin1');
      const expected = reference.tool === 'crash' ? withoutWarnings(peer) : peer;
      assert.equal(printLog(path, reference.tool, callerPattern.test(expected)), expected);
    });
  }
});

describe('the panic of real dumps', () => {
  for (const { name, path } of labDumps().filter(({ complete }) => complete)) {
    it(`is the line that crash shows (${name})`, () => {
      const kernel = new Kernel(openDump(path));
      assert.equal(kernel.panic?.message, 'Kernel panic - not syncing: sysrq triggered crash');
      kernel.dump.close();
    });
  }
});
