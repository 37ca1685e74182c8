import assert from 'node:assert/strict';
import { checkParameters, meantOption } from '../../../../../core/kdump-conf/makedumpfile/checkParameters';
import { spellLevel, writtenLevels } from '../../../../../core/kdump-conf/makedumpfile/dumpLevel';
import { atoi, memparse } from '../../../../../core/kdump-conf/makedumpfile/numbers';
import { words } from '../../../../../core/kdump-conf/whiteSpace';

const problem = (options: string, operands = ['vmcore', 'dumpfile'], version = '1.7.2'): string | undefined =>
  checkParameters(words(options), operands, version)?.message;

describe('checkParameters', () => {
  it('accepts what makedumpfile --check-params accepts', () => {
    const accepted = [
      '',
      '-d foo',
      '-d 0x1f',
      '-d dump_level=31',
      '-d ,',
      '--mess 31',
      '-cl -d31',
      '-L 5g',
      '-z',
      '--num-threads=4',
      '-h',
      '-- ',
      '-d 4294967296',
      '--dump-dmesg --partial-dmesg',
      '-L -5',
      '-L 99999999999999999999k',
    ];
    for (const options of accepted) assert.equal(problem(options), undefined, options);
    for (const options of ['-F -c', '-R -d 31 -d 0,31', '-x vmlinux -g', '--mem-usage --split -E'])
      assert.equal(problem(options, ['vmcore']), undefined, options);
  });

  it('refuses what makedumpfile --check-params refuses', () => {
    const refused = [
      '-d 31,17,32',
      '-d -1',
      '-d',
      '--message-level 32',
      '-l -E',
      '--num-threads 4 -E',
      '--split',
      '-e',
      '-L 0',
      '-L 5x',
      '--non-cyclic',
      '-R',
      '-g x',
      '--config f',
      'd 17',
      '-F -c',
      '--xen x',
      '--dump-dmesg=1',
      '-q',
      '--partial-dmesg',
      '--dump-dmesg --dry-run',
      '-d 31 -d , --reassemble',
      '-L 16E',
      '-L 0x',
    ];
    for (const options of refused) assert.equal(typeof problem(options), 'string', options);
    for (const options of ['-c', '-g', '-x vmlinux --dry-run -g', '--split -E -F'])
      assert.equal(typeof problem(options, ['vmcore']), 'string', options);
  });

  it('knows which version has an option', () => {
    assert.match(problem('-z', undefined, '1.6.9') ?? '', /before 1\.7\.0/);
    assert.equal(problem('--non-cyclic', undefined, '1.5.6'), undefined);
    assert.equal(problem('--extension x.so', undefined, '1.8.0'), undefined);
  });

  it('names the place and what was meant', () => {
    assert.equal(meantOption('--work-dri', '1.7.2'), '--work-dir');
    assert.equal(meantOption('-q', '1.7.2'), undefined);
    assert.deepEqual(checkParameters(words('-l --work-dri /x'), ['a', 'b'], '1.7.2'), {
      message: '"--work-dri" is no option of makedumpfile.',
      place: { start: 3, length: 10 },
      unknown: '--work-dri',
    });
    assert.deepEqual(checkParameters(words('-l -d 31,99'), ['a', 'b'], '1.7.2')?.place, {
      start: 6,
      length: 5,
    });
  });
});

describe('numbers of C', () => {
  it('are read as atoi reads them', () => {
    assert.deepEqual(
      ['31', ' 7x', '-1', '+5', 'x', '', '4294967296', '99999999999999999999', '-99999999999999999999'].map(
        atoi,
      ),
      [31, 7, -1, 5, 0, 0, 0, -1, 0],
    );
  });

  it('are read as memparse reads them', () => {
    assert.deepEqual(memparse('0x10k'), { bytes: 16_384n, length: 5, number: 16n });
    assert.deepEqual(memparse('010'), { bytes: 8n, length: 3, number: 8n });
    assert.deepEqual(memparse('08'), { bytes: 0n, length: 1, number: 0n });
    assert.equal(memparse('x'), undefined);
  });
});

describe('dump levels', () => {
  it('are spelled out', () => {
    assert.equal(spellLevel(0), 'leaves nothing out');
    assert.equal(spellLevel(31), 'leaves out zero, cache, user and free pages');
    assert.equal(spellLevel(4), 'leaves out page cache without private data, page cache with private data');
  });

  it('are split as strtok splits', () => {
    assert.deepEqual(
      writtenLevels(',31,,foo').map(({ level, start, isNumber }) => [level, start, isNumber]),
      [
        [31, 1, true],
        [0, 5, false],
      ],
    );
  });
});
