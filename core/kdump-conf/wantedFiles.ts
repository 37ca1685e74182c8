import { parse } from './parse';
import { lineKind, written } from './syntaxTree';
import { words } from './whiteSpace';

const namesFiles = ['kdump_pre', 'kdump_post', 'kdump_emergency', 'extra_bins', 'sshkey'];
const most = 200;

/** The absolute paths whose existence the rules ask about: what to look up for `MachineFacts.files`. */
export function wantedFiles(text: string): string[] {
  const paths = parse(text)
    .lines.filter((line) => lineKind(line) === 'directive' && namesFiles.includes(line.keyword))
    .flatMap((line) => words(written(line).value.slice(0, 10_000)))
    .map((word) => word.text)
    .filter((path) => path.startsWith('/'));
  return [...new Set(paths)].slice(0, most);
}
