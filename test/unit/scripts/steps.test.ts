import assert from 'node:assert/strict';
import { selectSteps, steps } from '../../../scripts/test/steps.mjs';

const namesOf = (selected: readonly { readonly name: string }[]): string[] =>
  selected.map(({ name }) => name);

describe('choosing test steps', () => {
  it('takes all of them, in their order, when none is named', () => {
    assert.deepEqual(selectSteps([]), { selected: steps, unknown: [] });
  });

  it('adds what a named step needs, before it', () => {
    assert.deepEqual(namesOf(selectSteps(['unit']).selected), ['types', 'build', 'unit']);
    assert.deepEqual(namesOf(selectSteps(['lint']).selected), ['lint']);
  });

  it('says which names it does not know', () => {
    assert.deepEqual(selectSteps(['lint', 'lnit']).unknown, ['lnit']);
  });

  it('needs only steps that come earlier', () => {
    for (const [index, step] of steps.entries()) {
      const earlier = namesOf(steps.slice(0, index));
      assert.deepEqual(
        step.needs.filter((name) => !earlier.includes(name)),
        [],
        step.name,
      );
    }
  });
});
