import assert from 'node:assert/strict';
import fc from 'fast-check';
import { unknownLevel } from '../../../../../core/protocol/overview';
import { parseSavedLog } from '../../../../../core/report/log/savedLog';

describe('a saved kernel log', () => {
  it('is read from vmcore-dmesg.txt, continuation lines and callers included', () => {
    const { records } = parseSavedLog(
      '[    0.000000] Linux version 6.1\n[    1.500000] [     T42] one\n                          two\n[    2.000000] last\n',
    );
    assert.deepEqual(records, [
      { level: unknownLevel, facility: 0, timeUs: 0, text: 'Linux version 6.1' },
      { level: unknownLevel, facility: 0, timeUs: 1_500_000, caller: 'T42', text: 'one\ntwo' },
      { level: unknownLevel, facility: 0, timeUs: 2_000_000, text: 'last' },
    ]);
  });

  it('is read from dmesg -r and from a journal', () => {
    const { records } = parseSavedLog(
      '<6>[    0.1] not a time of the kernel\n<28>[   12.345678] daemon\r\nNov 21 07:55:56 host kernel: [   13.000001] eth0: up\n2026-11-21T07:55:56+00:00 host kernel: plain\n',
    );
    assert.deepEqual(
      records.map(({ level, facility, timeUs, text }) => [level, facility, timeUs, text]),
      [
        [6, 0, undefined, '[    0.1] not a time of the kernel'],
        [4, 3, 12_345_678, 'daemon'],
        [unknownLevel, 0, 13_000_001, 'eth0: up'],
        [unknownLevel, 0, undefined, 'plain'],
      ],
    );
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { total } = parseSavedLog(text);
        assert.ok(total <= text.length + 1);
      }),
    );
  });
});
