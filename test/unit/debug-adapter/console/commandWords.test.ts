import assert from 'node:assert/strict';
import { commandWords } from '../../../../debug-adapter/console/native/words';

describe('the words behind a command', () => {
  it('are options, wherever they stand, and operands', () => {
    assert.deepEqual(commandWords(['-s', 'init_task', '-p', '8'], ['-s', '-p']), {
      options: new Set(['-s', '-p']),
      operands: ['init_task', '8'],
    });
  });

  it('have no native answer where an option is not known', () => {
    assert.equal(commandWords(['-l', 'schedule'], ['-x']), undefined);
  });
});
