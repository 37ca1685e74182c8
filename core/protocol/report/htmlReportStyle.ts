/** The look of a report that is a file of its own: light or dark as its reader's system is, and on paper. */
export const reportStyle = `:root {
  color-scheme: light dark;
  --text: #1f2328;
  --quiet: #59636e;
  --line: #d1d9e0;
  --code: #f6f8fa;
  --notice: #fff8c5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3;
    --quiet: #9198a1;
    --line: #3d444d;
    --code: #151b23;
    --notice: #2e2a16;
  }
}
body {
  margin: 0;
  color: var(--text);
  font: 15px/1.5 system-ui, sans-serif;
}
main {
  max-width: 110ch;
  margin: 0 auto;
  padding: 24px 16px 48px;
}
h1 {
  font-size: 1.5em;
  line-height: 1.3;
}
h2 {
  margin: 28px 0 8px;
  padding-bottom: 4px;
  border-bottom: 1px solid var(--line);
  font-size: 1.1em;
}
h1, p, td, li {
  overflow-wrap: anywhere;
}
.notice {
  padding: 8px 12px;
  border: 1px solid var(--line);
  background: var(--notice);
}
pre {
  overflow-x: auto;
  padding: 10px 12px;
  background: var(--code);
}
pre, code, td {
  font: 13px/1.45 ui-monospace, monospace;
}
th {
  padding: 0 16px 0 0;
  color: var(--quiet);
  font-weight: 400;
  text-align: left;
  vertical-align: top;
  white-space: nowrap;
}
ul {
  padding-left: 20px;
}
@media print {
  pre {
    white-space: pre-wrap;
  }
}
`;
