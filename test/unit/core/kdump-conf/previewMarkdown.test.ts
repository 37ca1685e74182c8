import assert from 'node:assert/strict';
import fc from 'fast-check';
import { previewCrash } from '../../../../core/kdump-conf/preview';
import { previewMarkdown } from '../../../../core/kdump-conf/previewMarkdown';
import { head } from '../../../../core/kdump-conf/target';

const page = (text: string): string =>
  previewMarkdown('kdump.conf', previewCrash(text, head, { now: new Date(2026, 0, 2, 3, 4, 5) }), head);

describe('the page that previews a crash', () => {
  it('shows the way of the dump and names every step', () => {
    const shown = page('nfs server:/crashes\npath /dumps\n');
    assert.match(shown, /│ To the NFS export server:\/crashes\. │/);
    assert.match(shown, /\/dumps\/.*-2026-01-02-03:04:05\//);
    assert.match(shown, /## When it fails\n\nWhen the dump cannot be saved: /);
    assert.doesNotMatch(shown, /would not start/);
  });

  it('says first when kdump would not start', () => {
    assert.match(page('pth /dumps\n'), /would not start kdump with this file/);
  });

  it('makes no link, image or HTML of values', () => {
    const shown = page('nfs ![x](https://example.com/x.png)<img>\n');
    const prose = shown.replace(/```text\n[^]*?\n```/g, '');
    assert.doesNotMatch(prose, /(?<!\\)[[\]<>]/);
  });

  it('draws boxes whose lines are equally wide, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{0,300}$/), (value) => {
        const drawing = /```text\n(┌[^]*?┘)\n```/.exec(page(`nfs host:/${value}\n`))?.[1] ?? '';
        for (const box of drawing.split(/\n +▼\n/)) {
          assert.equal(new Set(box.split('\n').map(({ length }) => length)).size, 1, box);
        }
      }),
    );
  });
});
