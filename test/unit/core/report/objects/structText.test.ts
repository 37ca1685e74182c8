import assert from 'node:assert/strict';
import { layoutText, objectText } from '../../../../../core/report/objects/structText';

describe('vmcore struct', () => {
  it('prints a layout with offsets as crash does, anonymous members inside', () => {
    const inner = { name: 'low', declaration: 'int low', offset: 8, sizeBytes: 4 };
    const members = [
      { name: 'flags', declaration: 'long flags', offset: 0, sizeBytes: 8 },
      { name: '', declaration: 'union {…}', offset: 8, sizeBytes: 4, members: [inner] },
    ];
    assert.equal(
      layoutText({ declaration: 'struct page', sizeBytes: 16, members }),
      [
        'struct page {',
        '     [0]  long flags;',
        '          union {',
        '     [8]    int low;',
        '          };',
        '}',
        'SIZE: 16',
        '',
      ].join('\n'),
    );
    const values = [{ name: 'RED', value: '1' }];
    assert.equal(
      layoutText({ declaration: 'enum e', sizeBytes: 4, values }),
      'enum e {\n  RED = 1,\n}\nSIZE: 4\n',
    );
  });

  it('prints an object as gdb does, equal elements once, gaps as ??, controls as marks', () => {
    const number = (value: string): { type: string; value: string } => ({ type: 'int', value });
    const text = objectText({
      type: 'struct thing',
      members: [
        { name: 'next', offset: 0, type: 'void *', value: '0x10', symbol: 'init_task+0x10' },
        {
          name: 'list',
          offset: 8,
          type: 'int [5]',
          elements: [number('0'), number('0'), number('1')],
          omittedElements: 2,
        },
        {
          name: '',
          offset: 28,
          type: 'union {…}',
          members: [{ name: 'comm', offset: 28, type: 'char [4]', value: '\x1b' }],
        },
        { name: 'gone', offset: 32, type: 'int', absent: 'The dump lacks it.' },
      ],
    });
    assert.equal(
      text,
      [
        'struct thing = {',
        '  next = 0x10 <init_task+0x10>,',
        '  list = {0 <2 times>, 1, … 2 more},',
        '  {',
        '    comm = ␛',
        '  },',
        '  gone = ?? (The dump lacks it)',
        '}',
        '',
      ].join('\n'),
    );
  });
});
