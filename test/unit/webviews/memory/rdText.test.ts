import assert from 'node:assert/strict';
import { cArrayText, rdSymbolsText, rdText } from '../../../../webviews/memory/model/rdText';

/** As crash 8.0.2 printed init_task of a 6.1 kernel. */
const start = 0xffff_ffff_ac61_aa60n;
const bytes = [
  ...[0x00, 0x00, 0x60, 0xac, 0xff, 0xff, 0xff, 0xff],
  ...[0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x20, 0x04],
  ...[0x30, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00],
];

describe('memory as crash prints it', () => {
  it('is words of 8 bytes with their text', () => {
    assert.equal(
      rdText(start, bytes, 8, true),
      'ffffffffac61aa60:  ffffffffac600000 0420000000000002   ..`........... .\n' +
        'ffffffffac61aa70:  0000000000000030                    0.......',
    );
  });

  it('is narrower numbers where asked for', () => {
    assert.equal(
      rdText(start, bytes.slice(0, 8), 4, true),
      'ffffffffac61aa60:  ac600000 ffffffff                     ..`.....',
    );
    assert.equal(
      rdText(start, bytes.slice(0, 4), 1, true),
      'ffffffffac61aa60:  00 00 60 ac                                       ..`.',
    );
  });

  it('has ?? for what the dump lacks', () => {
    const text = rdText(0n, [1, undefined, 3, 4], 4, true);
    assert.match(text, /^ {15}0: {2}0403\?\?01 {30}\.\?\.\.$/);
  });

  it('names what words point to', () => {
    const names = new Map([
      [0, 'init_stack'],
      [16, '[ff43dbd2e54d2150:task_struct]'],
    ]);
    assert.equal(
      rdSymbolsText(start, bytes, 8, true, names),
      'ffffffffac61aa60:  init_stack       0420000000000002 \n' +
        'ffffffffac61aa70:  [ff43dbd2e54d2150:task_struct] ',
    );
  });

  it('is a C array only when whole', () => {
    assert.equal(
      cArrayText(0x1000n, [1, 0xff]),
      'static const unsigned char memory_0000000000001000[2] = {\n\t0x01, 0xff,\n};',
    );
    assert.equal(cArrayText(0n, [1, undefined]), undefined);
  });
});
