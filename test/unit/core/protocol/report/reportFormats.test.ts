import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import type { DefaultTreeAdapterMap } from 'parse5';
import { formatReport, reportFormats } from '../../../../../core/protocol/report/reportFormats';
import { userDataIn } from '../../../../../core/protocol/report/userData';
import { reportOf } from '../../../../support/crashReports';
import { hostileText } from '../../../../support/hostileTexts';

type Node = DefaultTreeAdapterMap['node'];

const plain = 'harmless';
/** As trackers read Markdown: HTML goes through, and what looks like a link becomes one. */
const tracker = new MarkdownIt({ html: true, linkify: true });
// Trackers leave words with a dot alone: `foo.c` is a file.
tracker.linkify.set({ fuzzyLink: false });

/** Every token but its text: what markup a Markdown text has. */
function markdownShape(markdown: string): string[] {
  const shape = tracker
    .parse(markdown, {})
    .flatMap(({ type, tag, children }) => [
      `${type} ${tag}`,
      ...(children ?? []).map((child) => child.type).filter((type) => type !== 'text'),
    ]);
  // The breaks between what looks like a link are comments.
  return shape.filter((part) => part !== 'html_inline' && part !== 'text_special');
}

/** Elements and attributes in their order: what a browser makes of it. */
async function htmlShape(html: string): Promise<string[]> {
  const { parse } = await import('parse5');
  const shape: string[] = [];
  const visit = (node: Node): void => {
    if ('tagName' in node) {
      shape.push([node.tagName, ...node.attrs.map(({ name, value }) => `${name}=${value}`)].join(' '));
    } else if (node.nodeName === '#comment') {
      shape.push('comment');
    }
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(html));
  return shape;
}

describe('a report', () => {
  it('has the same markup in HTML, whatever names and messages the dump holds', async () => {
    const wanted = await htmlShape(formatReport(reportOf(plain), 'html'));
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        assert.deepEqual(await htmlShape(formatReport(reportOf(text), 'html')), wanted);
      }),
    );
  });

  it('has the same markup in Markdown, whatever names and messages the dump holds', () => {
    const wanted = markdownShape(formatReport(reportOf(plain), 'markdown'));
    fc.assert(
      fc.property(hostileText, (text) => {
        assert.deepEqual(markdownShape(formatReport(reportOf(text), 'markdown')), wanted);
      }),
    );
  });

  it('mentions nobody and closes no issue in Markdown', () => {
    const markdown = formatReport(reportOf('@everyone #12 fixes #3'), 'markdown');
    const outside = markdown.replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, '');
    assert.ok(outside.includes('everyone'));
    assert.doesNotMatch(outside, /@\w|#\d/);
  });

  it('holds no control character in any form that people read', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const format of ['text', 'markdown', 'html'] as const) {
          assert.doesNotMatch(
            formatReport(reportOf(text), format),
            /[\0-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]/,
          );
        }
      }),
    );
  });

  for (const format of reportFormats) {
    it(`says at the top which user data is in it, as ${format}`, () => {
      const report = formatReport(reportOf(plain), format);
      const top = report.slice(Math.max(0, report.indexOf('<h1>'))).slice(0, 600);
      for (const kind of ['host name', "kernel's command line", 'names of processes', '2 messages'])
        assert.ok(top.replace('&#39;', "'").includes(kind), top);
    });
  }

  it('does not count the name of a machine that nobody named as user data', () => {
    const report = reportOf(plain);
    const named = userDataIn(report);
    const unnamed = userDataIn({ ...report, overview: { ...report.overview, hostName: '(none)' } });
    assert.ok(named.some((each) => each.startsWith('the host name')));
    assert.deepEqual(
      unnamed,
      named.filter((each) => !each.startsWith('the host name')),
    );
  });

  it('tells the verdict, who waits for whom, the stack and the log in each form', () => {
    for (const format of ['text', 'markdown', 'html'] as const) {
      const report = formatReport(reportOf(plain), format);
      for (const heading of ['Verdict', 'Findings', 'Machine', 'Who waits for whom', 'Kernel log'])
        assert.match(report, new RegExp(heading, 'i'));
      assert.match(report, /mov 0x18\(%rdi\),%rax/);
      assert.match(report, /PID: 61 /);
      assert.match(report, /\[ {4}2\.000000\] harmless\n {15}harmless/);
    }
  });

  it('leaves out what is not known', () => {
    const { verdict, locks, crashing, ...rest } = reportOf(plain);
    assert.ok(verdict && locks && crashing);
    const report = formatReport({ ...rest, cpus: [], modules: [] }, 'text');
    assert.doesNotMatch(report, /VERDICT|WHO WAITS|STACK OF|ON CPUS|MODULES/);
    assert.match(report, /^MACHINE$/m);
  });
});
