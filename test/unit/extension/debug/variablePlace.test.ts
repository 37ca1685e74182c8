import assert from 'node:assert/strict';
import { placeOfVariable } from '../../../../extension/debug/variablePlace';

const variable = (memoryReference: unknown): unknown => ({ sessionId: 's', variable: { memoryReference } });

describe('the place of a variable of a debug session', () => {
  it('is its memory reference, virtual or physical', () => {
    assert.deepEqual(placeOfVariable(variable('0xFFFF888000000000')), {
      view: 'memory',
      address: '0xffff888000000000',
    });
    assert.deepEqual(placeOfVariable(variable('phys:0x1000')), {
      view: 'memory',
      address: '0x1000',
      physical: true,
    });
  });

  it('is nowhere for a variable without one, and for anything else', () => {
    for (const other of [variable(undefined), variable('init_task'), variable(`0x1${'0'.repeat(16)}`)]) {
      assert.equal(placeOfVariable(other), undefined);
    }
    for (const other of [undefined, null, 7, 'x', {}, { variable: null }]) {
      assert.equal(placeOfVariable(other), undefined);
    }
  });
});
