import assert from 'node:assert/strict';
import { crashWords } from '../../../../extension/dumps/crashWords';
import { diagnosisOfCrash } from '../../../support/listedDumps';

describe('a crash in few words', () => {
  it('is its kind and the function', () => {
    const words = (kind: 'null-dereference' | 'use-after-free' | 'rcu-stall'): string | undefined =>
      crashWords(diagnosisOfCrash('x', { kind, guilty: 'foo_write' }));
    assert.equal(words('null-dereference'), 'NULL deref · foo_write');
    assert.equal(words('use-after-free'), 'Use after free · foo_write');
    assert.equal(words('rcu-stall'), 'RCU stall · foo_write');
  });

  it('is the kernel’s or the verdict’s own words where the kind says less', () => {
    const title = 'Kernel panic: out of ideas';
    assert.equal(crashWords(diagnosisOfCrash('x', { kind: 'panic', title, guilty: 'foo' })), title);
    const panic = 'Kernel panic - not syncing: hm';
    assert.equal(crashWords(diagnosisOfCrash('x', { kind: 'unknown', panic })), panic);
    assert.equal(crashWords(diagnosisOfCrash('x', { kind: 'unknown' })), undefined);
  });
});
