import { diagnoseConfiguration } from '../../core/kdump-conf/configuration';
import { diagnoseFile } from '../../core/kdump-conf/diagnose';
import { completions } from '../../core/kdump-conf/features/completions';
import { documentSymbols } from '../../core/kdump-conf/features/documentSymbols';
import { foldingRanges } from '../../core/kdump-conf/features/foldingRanges';
import { hover } from '../../core/kdump-conf/features/hover';
import { inlayHints } from '../../core/kdump-conf/features/inlayHints';
import { links } from '../../core/kdump-conf/features/links';
import { semanticTokens } from '../../core/kdump-conf/features/semanticTokens';
import { signatureHelp } from '../../core/kdump-conf/features/signatureHelp';
import { parse } from '../../core/kdump-conf/parse';
import { findTarget, head, type Target } from '../../core/kdump-conf/target';
import { kdumpConfShapes, neighbourShapes } from './kdumpConfShapes';

const lines = 10_000;
const linesOnScreen = 100;
const rounds = 15;
const facts = { addresses: ['192.0.2.10', '2001:db8::10'] };

export interface ChangeTime {
  readonly file: string;
  readonly target: string;
  /** Of a text that was never judged before. */
  readonly firstMs: number;
  readonly medianMs: number;
}

/** How long everything takes that the editor asks for after one line of 10,000 has changed. */
export function timeOfChanges(): ChangeTime[] {
  const targets = [head, ...['el6', 'el8'].map((name) => findTarget(name) ?? head)];
  const ofKdumpConf = kdumpConfShapes.flatMap(({ title, lineOf }) =>
    targets.map((target) => ({
      file: title,
      target: target.title,
      ...timesOf(lineOf, (text) => {
        answerChange(text, target);
      }),
    })),
  );
  const ofNeighbours = neighbourShapes.map(({ title, fileName, lineOf }) => ({
    file: title,
    target: head.title,
    ...timesOf(lineOf, (text) => diagnoseConfiguration(fileName, text, head, { facts })),
  }));
  return [...ofKdumpConf, ...ofNeighbours];
}

/** Each round has another line in the middle, as after an edit. */
function timesOf(
  lineOf: (line: number) => string,
  answer: (text: string) => void,
): Pick<ChangeTime, 'firstMs' | 'medianMs'> {
  const written = Array.from({ length: lines }, (_, line) => lineOf(line));
  const times = Array.from({ length: rounds }, (_, round) => {
    written[lines / 2] = lineOf(lines + round);
    const text = written.join('\n');
    const startedAt = performance.now();
    answer(text);
    return performance.now() - startedAt;
  });
  const firstMs = times[0] ?? Number.NaN;
  const medianMs = times.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN;
  return { firstMs, medianMs };
}

function answerChange(text: string, target: Target): void {
  const file = parse(text);
  const cursor = { line: lines / 2, character: 20 };
  diagnoseFile(file, target, { most: 1000, facts });
  semanticTokens(file, target);
  documentSymbols(file);
  foldingRanges(file);
  links(file);
  inlayHints(file, 0, linesOnScreen);
  completions(file, cursor, target, facts);
  signatureHelp(file, cursor);
  hover(file, cursor, target);
}
