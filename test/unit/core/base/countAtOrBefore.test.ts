import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countAtOrBefore } from '../../../../core/base/countAtOrBefore';

describe('countAtOrBefore', () => {
  it('counts as one who looks at each', () => {
    const address = fc.bigInt(0n, 40n);
    fc.assert(
      fc.property(fc.array(address), address, (addresses, wanted) => {
        const sorted = [...addresses].sort((a, b) => Number(a - b)).map((at) => ({ at }));
        const expected = sorted.filter(({ at }) => at <= wanted).length;
        assert.equal(
          countAtOrBefore(sorted, wanted, ({ at }) => at),
          expected,
        );
      }),
    );
  });
});
