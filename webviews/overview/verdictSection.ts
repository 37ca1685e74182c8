import type { RegisterData, Verdict } from '../../core/protocol/verdict';
import { annotatedRegister, faultText, instructionText } from '../../core/protocol/verdictText';
import { button, element } from '../shared/element';
import { findingItem, type EvidenceActions } from './findings';
import { codeRow, rows, section, type Row } from './section';
import { strings } from './strings';

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
  const { title, summary, confidence, guilty } = verdict;
  const sure = confidence && element('span', { class: 'of' }, strings.confidence[confidence]);
  const blocks = [
    element('p', { class: 'verdict-line' }, strings.crashOf(title, guilty.task)),
    element('p', { class: 'verdict-summary' }, summary),
    instructionRows(verdict),
    ...findingBlocks(verdict, actions),
    signatureLine(verdict, actions),
    ...nextSteps(verdict),
    ...otherRegisters(verdict),
  ].filter((block) => block !== undefined);
  const heading = element('span', {}, strings.verdict, ' ', sure);
  return { section: section('verdict', heading, ...blocks), blocks };
}

/** The instruction, the address that it failed at, and the registers that say something. */
function instructionRows(verdict: Verdict): HTMLElement | undefined {
  const telling = (verdict.registers ?? []).filter(isTelling);
  const shown = [
    ...codeRow(strings.instruction, instructionText(verdict)),
    ...codeRow(strings.address, faultText(verdict)),
    ...telling.map(registerRow),
  ];
  return shown.length === 0 ? undefined : rows(shown);
}

function isTelling({ isUsed, meaning }: RegisterData): boolean {
  return isUsed === true || meaning !== undefined;
}

function registerRow(register: RegisterData): Row {
  const value = annotatedRegister(register);
  return {
    label: register.name.toUpperCase(),
    value: register.isUsed ? `${value}  ${strings.usedRegister}` : value,
    code: true,
  };
}

function findingBlocks({ findings }: Verdict, actions: EvidenceActions): readonly HTMLElement[] {
  if (findings.length === 0) return [];
  const heading = element('h3', { id: 'findings-heading' }, strings.findings);
  const list = element(
    'ul',
    { class: 'findings', 'aria-labelledby': 'findings-heading' },
    ...findings.map((finding) => findingItem(finding, actions)),
  );
  return [element('div', {}, heading, list)];
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

function nextSteps({ next }: Verdict): readonly HTMLElement[] {
  if (next.length === 0) return [];
  const list = rows(next.map(({ command, why }) => ({ label: command, value: why })));
  list.classList.add('next-steps');
  return [element('div', {}, element('h3', {}, strings.lookNext), list)];
}

/** Those of which only the value is known. */
function otherRegisters({ registers = [] }: Verdict): readonly HTMLElement[] {
  const others = registers.filter((register) => !isTelling(register));
  if (others.length === 0) return [];
  const summary = element('summary', {}, strings.otherRegisters(others.length));
  return [element('details', {}, summary, rows(others.map(registerRow)))];
}
