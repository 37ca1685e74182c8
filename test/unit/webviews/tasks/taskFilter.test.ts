import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileFilter } from '../../../../webviews/tasks/model/taskFilter';
import { listedTask } from './listedTasks.fixture';

const matches = (filter: string, values: Parameters<typeof listedTask>[0] = {}): boolean =>
  compileFilter(filter).test(listedTask(values));

describe('the filter of tasks', () => {
  it("takes states by crash's letters and by the kernel's", () => {
    assert.ok(matches('st:UN', { state: 'D' }));
    assert.ok(matches('st:un,RU', { state: 'R' }));
    assert.ok(matches('st:D', { state: 'D' }));
    assert.ok(!matches('st:UN', { state: 'S' }));
    assert.ok(!matches('st:UN', { state: null }));
  });

  it('takes names and wait channels with wildcards', () => {
    assert.ok(matches('comm:MYSQL*'));
    assert.ok(!matches('comm:mysql'));
    assert.ok(matches('comm:m?sqld'));
    assert.ok(matches('wchan:*_wait'));
    assert.ok(!matches('wchan:*', { waitChannel: null }));
    assert.ok(matches('comm:a.b*', { comm: 'a.bc' }));
    assert.ok(!matches('comm:a.b*', { comm: 'axbc' }));
  });

  it('takes cpus, and pids of threads and of whole processes', () => {
    assert.ok(matches('cpu:0,3'));
    assert.ok(!matches('cpu:0'));
    assert.ok(matches('pid:1234', { pid: 1240 }));
    assert.ok(!matches('pid:123'));
  });

  it('compares how long ago a task ran', () => {
    assert.ok(matches('age>120'));
    assert.ok(!matches('age>2.5m'));
    assert.ok(matches('age<1h'));
    assert.ok(!matches('age<1h', { sinceRunMs: null }));
  });

  it("takes crash's regular expressions, and words that stand alone", () => {
    assert.ok(matches("'^my.*d$'"));
    assert.ok(!matches("'^sql'"));
    assert.ok(matches('sql'));
    assert.ok(matches('do_w'));
    assert.ok(matches('123'));
  });

  it('wants all words, and none with a minus in front', () => {
    assert.ok(matches('sql -st:UN cpu:3'));
    assert.ok(!matches('sql -cpu:3'));
    assert.ok(!matches("-'sql'"));
    assert.ok(matches(''));
  });

  it('says what it does not understand, and hides nothing for it', () => {
    for (const [filter, problem] of [
      ['pid:init', /pid: is a number/],
      ['age>soon', /seconds/],
      ["'('", /regular expression/i],
      ['st:', /needs a value/],
    ] as const) {
      const compiled = compileFilter(filter);
      assert.match(compiled.problem ?? '', problem);
      assert.ok(compiled.test(listedTask()), filter);
    }
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (filter) => {
        assert.equal(typeof compileFilter(filter).test(listedTask()), 'boolean');
      }),
    );
  });
});
