import assert from 'node:assert/strict';
import fc from 'fast-check';
import { directives } from '../../../../../core/kdump-conf/directives/table';
import { describeDirective, hover } from '../../../../../core/kdump-conf/features/hover';
import { inlayHints } from '../../../../../core/kdump-conf/features/inlayHints';
import { signatureHelp } from '../../../../../core/kdump-conf/features/signatureHelp';
import { parse } from '../../../../../core/kdump-conf/parse';
import { findTarget, head } from '../../../../../core/kdump-conf/target';
import { confText } from '../confText';

const hoverAt = (text: string, character: number, target = 'head'): string =>
  hover(parse(text), { line: 0, character }, findTarget(target) ?? head)?.markdown ?? '';

describe('hover', () => {
  it('says what a directive does, its default, where it exists, and an example', () => {
    const text = hoverAt('failure_action shell', 3);
    assert.match(text, /What to do when the dump cannot be saved/);
    assert.match(text, /Default: `reboot`/);
    assert.match(text, /Known to: RHEL 8, RHEL 9, openEuler, kdump-utils\./);
    assert.match(text, /```kdump-conf\nfailure_action shell\n```/);
    assert.match(hoverAt('failure_action shell', 3, 'el7'), /RHEL 7 does not take this directive/);
  });

  it('has something to say about every directive', () => {
    for (const directive of directives) {
      assert.ok(describeDirective(directive, head).length > 100, directive.name);
      assert.ok(directive.example.startsWith(directive.name), directive.name);
    }
  });

  it('explains values, options and dump levels', () => {
    assert.match(hoverAt('final_action halt', 14), /stop the machine/);
    assert.match(hoverAt('core_collector makedumpfile -l -d 17', 29), /lzo/);
    assert.match(
      hoverAt('core_collector makedumpfile -l -d 17', 35),
      /17: leaves out zero pages, free pages/,
    );
  });

  it('never throws', () => {
    const place = fc.record({ line: fc.nat(20), character: fc.nat(40) });
    fc.assert(
      fc.property(confText, place, (text, position) => {
        hover(parse(text), position, head);
        signatureHelp(parse(text), position);
        inlayHints(parse(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('inlay hints', () => {
  const hints = (text: string): [number, string][] =>
    inlayHints(parse(text)).map(({ character, label }) => [character, label]);

  it('spell out dump levels, and leave message levels bare', () => {
    assert.deepEqual(hints('core_collector makedumpfile -l --message-level 7 -d 31'), [
      [54, 'leaves out zero, cache, user and free pages'],
    ]);
    assert.deepEqual(
      hints('core_collector makedumpfile -d31,1')[0]?.[1],
      'leaves out zero, cache, user and free pages, then leaves out zero pages',
    );
    assert.deepEqual(hints('core_collector makedumpfile -d 32'), []);
    assert.deepEqual(hints('core_collector cp -d 31'), []);
  });
});

describe('signature help', () => {
  it('shows the options of makedumpfile and the one at the cursor', () => {
    const text = 'core_collector makedumpfile -l -d 31';
    const help = signatureHelp(parse(text), { line: 0, character: 36 });
    assert.ok(help);
    const active = help.parameters[help.active ?? -1];
    assert.equal(help.label.slice(active?.start, active?.end), '-d level[,level…]');
    assert.equal(signatureHelp(parse('path /x'), { line: 0, character: 6 }), undefined);
  });
});
