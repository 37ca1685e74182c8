import assert from 'node:assert/strict';
import fc from 'fast-check';
import { documentSymbols } from '../../../../../core/kdump-conf/features/documentSymbols';
import { foldingRanges } from '../../../../../core/kdump-conf/features/foldingRanges';
import { links } from '../../../../../core/kdump-conf/features/links';
import {
  semanticTokens,
  tokenModifiers,
  tokenTypes,
} from '../../../../../core/kdump-conf/features/semanticTokens';
import { parse } from '../../../../../core/kdump-conf/parse';
import { isSurelyKdumpConf, recognise } from '../../../../../core/kdump-conf/recognise';
import type { ConfFile } from '../../../../../core/kdump-conf/syntaxTree';
import { head } from '../../../../../core/kdump-conf/target';
import { sample } from '../fixtures';
import { confText } from '../confText';

const text =
  '# see kdump.conf(5)\n# more\n\nssh kdump@srv # there\nsshkey /root/.ssh/id\ncore_collector makedumpfile -F -d 31\ndefault shell\nbogus\n';

describe('the outline of a file', () => {
  it('has one symbol a directive', () => {
    assert.deepEqual(
      documentSymbols(parse(text)).map(({ name, detail, group }) => [name, detail, group]),
      [
        ['ssh', 'kdump@srv', 'dump target'],
        ['sshkey', '/root/.ssh/id', 'ssh'],
        ['core_collector', 'makedumpfile -F -d 31', 'collector'],
        ['default', 'shell', 'actions'],
        ['bogus', '', 'unknown'],
      ],
    );
  });

  it('folds blocks of comments', () => {
    assert.deepEqual(foldingRanges(parse(text)), [{ startLine: 0, endLine: 1 }]);
    assert.deepEqual(foldingRanges(parse('# a\npath /x\n# b\n# c')), [{ startLine: 2, endLine: 3 }]);
  });

  it('links files and manual pages', () => {
    assert.deepEqual(
      links(parse(text)).map(({ target }) => target),
      [
        { kind: 'manual', page: 'kdump.conf', section: 5 },
        { kind: 'file', path: '/root/.ssh/id' },
        { kind: 'manual', page: 'makedumpfile', section: 8 },
      ],
    );
  });

  it('colours words by what they are', () => {
    const found = tokensOf(parse(text)).map(({ line, type, modifiers }) =>
      `${line} ${type} ${modifiers}`.trim(),
    );
    assert.deepEqual(found, [
      '0 comment',
      '1 comment',
      '3 keyword',
      '3 string',
      '3 comment',
      '4 keyword',
      '4 string',
      '5 keyword',
      '5 function',
      '5 parameter',
      '5 parameter',
      '5 number',
      '6 keyword deprecated',
      '6 enumMember',
      '7 variable',
    ]);
  });

  it('gives tokens in order, without overlap, inside their lines', () => {
    fc.assert(
      fc.property(confText, (any) => {
        const file = parse(any);
        let last = { line: -1, end: 0 };
        for (const { line, start, length } of tokensOf(file)) {
          assert.ok(line > last.line || start >= last.end);
          last = { line, end: start + length };
        }
        links(file);
        documentSymbols(file);
        foldingRanges(file);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('recognise', () => {
  it('tells kdump.conf from what merely has its name', () => {
    assert.equal(recognise(parse(sample('steamos-NOT-kdump.conf'))), 'shell');
    assert.equal(recognise(parse(sample('aalto.conf.j2'))), 'template');
    assert.equal(recognise(parse(sample('f28-stock.conf'))), 'kdump-conf');
    assert.equal(recognise(parse('hello world\n')), 'unknown');
  });

  it('is sure of a file of another name only where nothing else could be meant', () => {
    const sure = (text: string): boolean => isSurelyKdumpConf(parse(text));
    for (const name of [
      'emb-two-collectors.conf',
      'ocp-kdump-ssh.conf',
      'mios.conf',
      'aalto.conf.j2',
      'el7-33.conf',
    ])
      assert.ok(sure(sample(name)), name);
    for (const name of ['steamos-NOT-kdump.conf', 'centos_local.sysconfig'])
      assert.ok(!sure(sample(name)), name);
    assert.ok(!sure('path /x\noptions bonding mode=1\n'));
    assert.ok(!sure('core_collector x\nlisten 80\nserver a\n'));
    assert.ok(!sure(''));
  });
});

interface Token {
  readonly line: number;
  readonly start: number;
  readonly length: number;
  readonly type: string | undefined;
  readonly modifiers: string;
}

/** The five numbers of each token, counted from the token before, as places in the text. */
function tokensOf(file: ConfFile): Token[] {
  const numbers = [...semanticTokens(file, head)];
  const tokens: Token[] = [];
  let [line, start] = [0, 0];
  for (let at = 0; at < numbers.length; at += 5) {
    const [lines = 0, columns = 0, length = 0, type = -1, bits = 0] = numbers.slice(at, at + 5);
    start = lines > 0 ? columns : start + columns;
    line += lines;
    const modifiers = tokenModifiers.filter((_, bit) => (bits & (1 << bit)) !== 0).join();
    tokens.push({ line, start, length, type: tokenTypes[type], modifiers });
  }
  return tokens;
}
