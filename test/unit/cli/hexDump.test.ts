import assert from 'node:assert/strict';
import { hexDump } from '../../../cli/hexDump';

describe('the hex dump', () => {
  it('marks each byte of a gap, wherever lines end', () => {
    const bytes = Uint8Array.from({ length: 40 }, (_, index) => 0x41 + index);
    const gaps = [
      { offset: 2, sizeBytes: 1, reason: 'excluded' as const },
      { offset: 14, sizeBytes: 20, reason: 'excluded' as const },
    ];
    assert.deepEqual(
      [...hexDump(0x1000n, bytes, gaps)],
      [
        '0000000000001000  41 42 ?? 44 45 46 47 48  49 4a 4b 4c 4d 4e ?? ??  |AB DEFGHIJKLMN  |\n',
        '0000000000001010  ?? ?? ?? ?? ?? ?? ?? ??  ?? ?? ?? ?? ?? ?? ?? ??  |                |\n',
        '0000000000001020  ?? ?? 63 64 65 66 67 68                           |  cdefgh|\n',
      ],
    );
  });
});
