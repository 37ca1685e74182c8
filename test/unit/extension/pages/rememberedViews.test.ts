import assert from 'node:assert/strict';
import { keyOf, RememberedViews } from '../../../../extension/pages/rememberedViews';

class FakeMemento {
  private readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<Value>(key: string, otherwise?: Value): Value | undefined {
    return (this.values.get(key) as Value | undefined) ?? otherwise;
  }

  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }
}

const log = (name: string, saved = false) => ({ uri: `file:///${name}`, saved });

describe('the views that come back after a reload', () => {
  it('are found by their keys, by another window of the same workspace too', async () => {
    const memento = new FakeMemento() as unknown as ConstructorParameters<typeof RememberedViews>[0];
    await new RememberedViews(memento, 'logs').remember(log('a'));
    await new RememberedViews(memento, 'logs').remember(log('a', true));
    const logs = new RememberedViews(memento, 'logs');
    assert.deepEqual(logs.find(keyOf(log('a'))), log('a'));
    assert.deepEqual(logs.find(keyOf(log('a', true))), log('a', true));
    assert.equal(logs.find(keyOf(log('b'))), undefined);
    assert.deepEqual(logs.findByState({ restoreKey: keyOf(log('a')) }), log('a'));
    assert.equal(logs.findByState('garbage'), undefined);
  });

  it('are forgotten when fifty others were shown since', async () => {
    const logs = new RememberedViews(new FakeMemento(), 'logs');
    for (let index = 0; index < 51; index++) await logs.remember(log(String(index)));
    assert.equal(logs.find(keyOf(log('0'))), undefined);
    assert.deepEqual(logs.find(keyOf(log('1'))), log('1'));
    await logs.remember(log('1'));
    await logs.remember(log('new'));
    assert.deepEqual(logs.find(keyOf(log('1'))), log('1'));
  });

  it('have keys that tell no path', () => {
    assert.match(keyOf(log('secret')), /^[0-9a-f]{32}$/);
  });
});
