import type { RegisterData, Verdict } from '../../core/protocol/verdict';
import { annotatedRegister, faultText, instructionText } from '../../core/protocol/text/verdictText';
import { button, element } from '../shared/element';
import { findingItem, type EvidenceActions } from './findings';
import { codeRow, rows, section, type Row } from './section';
import { strings } from './strings';
import { placeOfStep } from './model/verdictPlaces';

export interface VerdictActions extends EvidenceActions {
  readonly copySignature: () => void;
}

/** The heading and the blocks below it, what matters most first: a caller may keep the last ones back. */
export interface VerdictBlocks {
  readonly section: HTMLElement;
  readonly blocks: readonly HTMLElement[];
}

/** Why it crashed in one sentence; then the instruction with its registers, what shows it, and where to look next. */
export function verdictSection(verdict: Verdict, actions: VerdictActions): VerdictBlocks {
  const { title, summary, confidence, guilty, findings } = verdict;
  const sure = confidence && element('span', { class: 'of' }, strings.confidence[confidence]);
  const start = [
    element('p', { class: 'verdict-line' }, strings.crashOf(title, guilty.task)),
    element('p', { class: 'verdict-summary' }, summary),
    ...instructionRows(verdict),
    ...(verdict.kind === 'unknown' ? [] : [signatureLine(verdict, actions)]),
  ];
  const found = findings.flatMap((finding) => findingItem(finding, summary, actions));
  const end = [...nextSteps(verdict, actions), ...otherRegisters(verdict)];
  const heading = element('span', {}, strings.verdict, ' ', sure);
  const list = element('ul', { class: 'findings', 'aria-label': strings.findings }, ...found);
  return {
    section: section('verdict', heading, ...start, list, ...end),
    blocks: [...start, ...found, ...end],
  };
}

/** The instruction, the registers that it computes its address from, and the address that it failed at. */
function instructionRows(verdict: Verdict): readonly HTMLElement[] {
  const used = (verdict.registers ?? []).filter(({ isUsed }) => isUsed);
  const shown = [
    ...codeRow(strings.instruction, instructionText(verdict)),
    ...used.map(registerRow),
    ...codeRow(strings.address, faultText(verdict)),
  ];
  return shown.length === 0 ? [] : [rows(shown)];
}

function registerRow(register: RegisterData): Row {
  return { label: register.name.toUpperCase(), value: annotatedRegister(register), code: true };
}

function signatureLine({ signature }: Verdict, { copySignature }: VerdictActions): HTMLElement {
  const copy = button(strings.copySignature, copySignature);
  copy.className = 'link';
  return element(
    'p',
    { class: 'signature' },
    element('span', { class: 'label' }, strings.signature),
    ' ',
    element('span', { class: 'code', title: signature.text }, signature.id),
    ' ',
    copy,
  );
}

/** Each leads to the view that shows it; what has none is told as the command that a terminal takes. */
function nextSteps(verdict: Verdict, { show }: VerdictActions): readonly HTMLElement[] {
  if (verdict.next.length === 0) return [];
  const list = rows(
    verdict.next.map((step) => {
      const place = placeOfStep(step, verdict);
      if (!place) return { label: step.command, value: step.why };
      const open = (beside: boolean): void => {
        show(place, beside);
      };
      return { label: strings.views[place.view], value: step.why, open };
    }),
  );
  return [element('div', {}, element('h3', {}, strings.lookNext), list)];
}

/** Those that had nothing to do with the address, what is known of them beside. */
function otherRegisters({ registers = [] }: Verdict): readonly HTMLElement[] {
  const others = registers.filter(({ isUsed }) => !isUsed);
  if (others.length === 0) return [];
  const summary = element('summary', {}, strings.otherRegisters(others.length));
  return [element('details', {}, summary, rows(others.map(registerRow)))];
}
