import assert from 'node:assert/strict';
import { LastRound } from '../../../../core/kdump-conf/lastRound';

describe('answers of the last round', () => {
  let answered: string[];
  let rounds: LastRound<string>;

  beforeEach(() => {
    answered = [];
    rounds = new LastRound();
  });

  function ask(circumstances: string, ...questions: string[]): string[] {
    const answer = rounds.begin(circumstances);
    return questions.map((question) =>
      answer(question, () => {
        answered.push(`${circumstances} ${question}`);
        return question.toUpperCase();
      }),
    );
  }

  it('are given again, and only what is new is answered', () => {
    assert.deepEqual(ask('el8', 'a', 'b'), ['A', 'B']);
    assert.deepEqual(ask('el8', 'a', 'c', 'c'), ['A', 'C', 'C']);
    assert.deepEqual(answered, ['el8 a', 'el8 b', 'el8 c']);
  });

  it('do not hold under other circumstances', () => {
    ask('el8', 'a');
    ask('el9', 'a');
    assert.deepEqual(answered, ['el8 a', 'el9 a']);
  });

  it('are forgotten when a round does not ask for them', () => {
    ask('el8', 'a');
    ask('el8', 'b');
    ask('el8', 'a');
    assert.deepEqual(answered, ['el8 a', 'el8 b', 'el8 a']);
  });

  it('are not kept for any number of circumstances', () => {
    ask('first', 'a');
    for (let release = 0; release < 100; release++) ask(`release ${release}`, 'a');
    answered = [];
    ask('first', 'a');
    assert.deepEqual(answered, ['first a']);
  });
});
