import assert from 'node:assert/strict';
import { sinceLastRunNs } from '../../../../../core/kernel/time/runQueueClocks';

describe('the time since a task ran', () => {
  const clocks = new Map([[0, 5_000n]]);

  it("is what its cpu's clock shows more", () => {
    assert.equal(sinceLastRunNs(clocks, { cpu: 0, lastRunNs: 2_000n }), 3_000n);
  });

  it("is never negative, as crash's is not", () => {
    assert.equal(sinceLastRunNs(clocks, { cpu: 0, lastRunNs: 6_000n }), 0n);
  });

  it('is unknown without the clock, the cpu or the time', () => {
    assert.equal(sinceLastRunNs(clocks, { cpu: 1, lastRunNs: 1n }), undefined);
    assert.equal(sinceLastRunNs(clocks, { cpu: undefined, lastRunNs: 1n }), undefined);
    assert.equal(sinceLastRunNs(clocks, { cpu: 0, lastRunNs: undefined }), undefined);
  });
});
