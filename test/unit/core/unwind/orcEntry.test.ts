import assert from 'node:assert/strict';
import fc from 'fast-check';
import { orcFormats } from '../../../../core/unwind/orcEntry';
import { orcFormat } from '../../../support/orcImage';

describe('ORC entries', () => {
  it('mean in each format what that release defined', () => {
    const cases = [
      // A function's first instruction: sp + 8, call.
      ['4.14', 0x0005, { spRegister: 'sp', bpRegister: 'undefined', type: 'call', signal: false }],
      ['6.3', 0x0005, { spRegister: 'sp', bpRegister: 'undefined', type: 'call', signal: false }],
      ['6.4', 0x0205, { spRegister: 'sp', bpRegister: 'undefined', type: 'call', signal: false }],
      ['7.1', 0x0203, { spRegister: 'sp', bpRegister: 'undefined', type: 'call', signal: false }],
      // The cpu's own frame of an exception.
      ['4.14', 0x0205, { spRegister: 'sp', bpRegister: 'undefined', type: 'regs-partial', signal: true }],
      ['6.3', 0x0605, { spRegister: 'sp', bpRegister: 'undefined', type: 'regs-partial', signal: true }],
      ['6.4', 0x0c05, { spRegister: 'sp', bpRegister: 'undefined', type: 'regs-partial', signal: true }],
      ['7.1', 0x0c03, { spRegister: 'sp', bpRegister: 'undefined', type: 'regs-partial', signal: true }],
      // Nobody called.
      [
        '4.14',
        0x0400,
        { spRegister: 'undefined', bpRegister: 'undefined', type: 'end-of-stack', signal: false },
      ],
      [
        '6.3',
        0x0800,
        { spRegister: 'undefined', bpRegister: 'undefined', type: 'end-of-stack', signal: false },
      ],
      [
        '6.4',
        0x0100,
        { spRegister: 'undefined', bpRegister: 'undefined', type: 'end-of-stack', signal: false },
      ],
      // Nothing is known.
      ['4.14', 0, { spRegister: 'undefined', bpRegister: 'undefined', type: 'undefined', signal: false }],
      ['7.1', 0, { spRegister: 'undefined', bpRegister: 'undefined', type: 'undefined', signal: false }],
      // A frame pointer, the caller's saved below the return address.
      ['6.4', 0x0214, { spRegister: 'bp', bpRegister: 'prev-sp', type: 'call', signal: false }],
      ['7.1', 0x0284, { spRegister: 'bp', bpRegister: 'prev-sp', type: 'call', signal: false }],
    ] as const;
    for (const [since, flags, meaning] of cases) {
      const decoded = orcFormat(since).decode(16, -16, flags);
      assert.deepEqual(
        decoded,
        { spOffset: 16, bpOffset: -16, ...meaning },
        `${since}: ${flags.toString(16)}`,
      );
    }
  });

  it('have no meaning where a format has none for their bits', () => {
    const cases = [
      ['4.14', 0x0605],
      ['4.14', 0x0c05],
      ['6.3', 0x0c05],
      ['6.3', 0x1005],
      ['6.4', 0x0705],
      ['6.4', 0x020f],
      ['7.1', 0x02b3],
    ] as const;
    for (const [since, flags] of cases) assert.equal(orcFormat(since).decode(8, 0, flags), undefined, since);
  });

  it('are told apart from what has no meaning, whatever the bits', () => {
    const registers = /^(undefined|prev-sp|ax|dx|di|bp|sp|r10|r13|bp-indirect|sp-indirect)$/;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(...orcFormats), (flags, format) => {
        const entry = format.decode(0, 0, flags);
        if (entry) assert.match(entry.spRegister, registers);
        if (entry) assert.match(entry.bpRegister, registers);
        if (flags > 0xfff) assert.equal(entry, undefined);
      }),
    );
  });
});
