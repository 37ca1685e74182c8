/** A code fence longer than any run of backticks inside, so that the text cannot end it. */
export function fenced(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}text\n${text.replace(/\n?$/, '\n')}${fence}\n`;
}

const punctuation = /[\\`*_{}[\]<>#|~&!^$]/g;
/** What begins a list, or makes the line before a heading, where it stands at the start of a line. */
const lineStart = /^(\d{0,9})([-+=.)])/;
/** What trackers turn into links and mentions after they have read the Markdown, where a backslash no longer helps. */
const autoLinks = /@(?=\w)|\/(?=\/)|\bwww(?=\.)|#(?=\d)/g;

/** Text of a dump as text of a paragraph: one line, no markup, no link, nobody mentioned. */
export function escapeMarkdown(text: string): string {
  return text
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(punctuation, '\\$&')
    .replace(lineStart, '$1\\$2')
    .replace(autoLinks, '$&<!-- -->');
}
