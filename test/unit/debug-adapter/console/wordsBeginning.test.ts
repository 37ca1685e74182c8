import assert from 'node:assert/strict';
import { maxCompletions } from '../../../../core/protocol/panels/consoleRequests';
import { OutputSender } from '../../../../debug-adapter/console/outputSender';
import { wordsBeginning } from '../../../../debug-adapter/console/wordsBeginning';

describe('wordsBeginning', () => {
  const texts = (...names: string[]): { readonly text: string }[] => names.map((text) => ({ text }));

  it('finds those that begin so, each once, and how far they agree', () => {
    assert.deepEqual(wordsBeginning('in', texts('init_task', 'x', 'init_mm', 'init_mm')), {
      word: 'in',
      common: 'init_',
      items: texts('init_mm', 'init_task'),
      total: 2,
    });
  });

  it('sorts pids by number', () => {
    const { items } = wordsBeginning('', texts('10', '9', '100'));
    assert.deepEqual(items, texts('9', '10', '100'));
  });

  it('counts all, shows some, and agrees over all', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `same_${index}`);
    const { items, total, common } = wordsBeginning('s', texts(...many, 'sane'));
    assert.equal(items.length, maxCompletions);
    assert.equal(total, 1001);
    assert.equal(common, 'sa');
  });

  it('leaves the word as it is where nothing begins so', () => {
    assert.deepEqual(wordsBeginning('zz', texts('a')), { word: 'zz', common: 'zz', items: [], total: 0 });
  });
});

describe('OutputSender', () => {
  it('sends one message at a time, and together what came meanwhile', async () => {
    const sent: string[] = [];
    let arrive = (): void => undefined;
    const sender = new OutputSender((text) => {
      sent.push(text);
      return new Promise<void>((resolve) => (arrive = resolve));
    });
    sender.add('a');
    sender.add('b');
    await new Promise(setImmediate);
    assert.deepEqual(sent, ['ab']);
    sender.add('c');
    sender.add('d');
    const ended = sender.end();
    arrive();
    await new Promise(setImmediate);
    assert.deepEqual(sent, ['ab', 'cd']);
    arrive();
    await ended;
  });

  it('forgets what nobody wants any more', async () => {
    const sent: string[] = [];
    const sender = new OutputSender((text) => Promise.resolve(sent.push(text)));
    sender.add('a');
    sender.discard();
    await sender.end();
    assert.deepEqual(sent, []);
  });
});
