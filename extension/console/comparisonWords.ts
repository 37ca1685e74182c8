import * as vscode from 'vscode';
import type { FactUnit } from './answerFacts';
import type { Comparison } from './compareAnswers';

const { l10n } = vscode;

/** `native: 65 tasks, crash: 4`, `native: 2 of 13 frames differ (…)`, `native: the same 13 frames`. */
export function comparisonWords({ unit, counts, common, different, example }: Comparison): string {
  const words = unitWords[unit];
  if (counts) return l10n.t('native: {0} {1}, crash: {2}', counts.native, words, counts.crash);
  if (example === undefined) return l10n.t('native: the same {0} {1}', common, words);
  return l10n.t('native: {0} of {1} {2} differ ({3})', different, common, words, example);
}

const unitWords: Readonly<Record<FactUnit, string>> = {
  addresses: l10n.t('addresses'),
  caches: l10n.t('caches'),
  facts: l10n.t('facts'),
  files: l10n.t('files'),
  frames: l10n.t('frames'),
  instructions: l10n.t('instructions'),
  lines: l10n.t('lines'),
  modules: l10n.t('modules'),
  mounts: l10n.t('mounts'),
  'page tables': l10n.t('page tables'),
  regions: l10n.t('regions'),
  rows: l10n.t('rows'),
  states: l10n.t('states'),
  symbols: l10n.t('symbols'),
  tasks: l10n.t('tasks'),
};
