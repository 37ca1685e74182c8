import type { DebuginfoState, Overview } from '../../core/protocol/overview';
import { element } from '../shared/element';
import { codeRow, row, rows, section, type Row } from './section';
import { strings } from './strings';

/** The file: its format, what was left out of it, and whether all of the rest is there. */
export function dumpSection({ dump, fileSizeBytes }: Overview): HTMLElement {
  return section(
    'dump',
    strings.dump,
    rows([
      { label: strings.format, value: dump.format },
      ...(dump.flattened ? row(strings.stored, strings.flattened) : []),
      ...(dump.parts.length > 1 ? codeRow(strings.parts, dump.parts.join('\n')) : []),
      { label: strings.compression, value: dump.compression },
      ...row(strings.dumpLevel, dumpLevel(dump)),
      ...row(strings.size, strings.sizeOf(fileSizeBytes)),
      ...(dump.complete
        ? row(strings.completeness, strings.complete)
        : [{ label: strings.completeness, value: strings.incomplete, warning: true }]),
    ]),
  );
}

function dumpLevel({ dumpLevel, excluded }: Overview['dump']): string | undefined {
  if (dumpLevel === undefined) return undefined;
  return `${dumpLevel}: ${excluded.length === 0 ? strings.everything : strings.without(excluded)}`;
}

/** Each taint flag with its meaning. */
export function taintSection({ taint }: Overview): HTMLElement {
  if (!taint) return section('taint', strings.taint, element('p', {}, strings.taintUnknown));
  const { flags } = taint.value;
  if (flags.length === 0) return section('taint', strings.taint, element('p', {}, strings.notTainted));
  const hint = strings.foundIn(taint.source);
  return section(
    'taint',
    strings.taint,
    rows(flags.map(({ letter, meaning }) => ({ label: letter, value: meaning, hint }))),
  );
}

export function commandLineSection({ commandLine }: Overview): HTMLElement | undefined {
  if (!commandLine) return undefined;
  const hint = strings.foundIn(commandLine.source);
  return section(
    'command-line',
    strings.commandLine,
    element('p', { class: 'code', title: hint }, commandLine.value),
  );
}

/** What VMCOREINFO tells of where the kernel lies and how its memory is mapped. */
export function layoutSection(overview: Overview): HTMLElement | undefined {
  const { kaslrOffset, pageTableLevels, pageSizeBytes, memoryEncryptionMask, buildId } = overview;
  const facts: Row[] = [
    ...codeRow(strings.kaslrOffset, kaslrOffset),
    ...row(
      strings.pageTables,
      pageTableLevels === undefined ? undefined : strings.pageTableLevels(pageTableLevels),
    ),
    ...row(strings.pageSize, pageSizeBytes === undefined ? undefined : strings.pageSizeOf(pageSizeBytes)),
    ...(memoryEncryptionMask === '0x0'
      ? row(strings.encryptionMask, strings.noEncryption)
      : codeRow(strings.encryptionMask, memoryEncryptionMask)),
    ...codeRow(strings.buildId, buildId),
  ];
  return facts.length === 0 ? undefined : section('layout', strings.layout, rows(facts));
}

export function debuginfoSection({ debuginfo }: Overview): HTMLElement {
  return section('debuginfo', strings.debuginfo, ...debuginfoState(debuginfo));
}

function debuginfoState(state: DebuginfoState): HTMLElement[] {
  switch (state.kind) {
    case 'found':
      return [rows(codeRow(strings.debuginfoFound, state.path))];
    case 'missing':
      return [element('p', {}, strings.debuginfoMissing), ...lookedIn(state.lookedIn)];
    case 'mismatch':
      return [
        element('p', {}, `${strings.debuginfoMismatch}: ${state.path}`),
        rows([
          ...codeRow(strings.wantedBuildId, state.wanted),
          ...codeRow(strings.foundBuildId, state.found),
        ]),
      ];
  }
}

function lookedIn(paths: readonly string[]): HTMLElement[] {
  if (paths.length === 0) return [];
  const list = element('ul', { class: 'code paths' }, ...paths.map((path) => element('li', {}, path)));
  return [element('details', {}, element('summary', {}, strings.lookedIn(paths.length)), list)];
}

/** What device drivers saved of themselves (VMCOREDD). */
export function deviceDumpsSection({ deviceDumps }: Overview): HTMLElement | undefined {
  if (deviceDumps.length === 0) return undefined;
  return section(
    'device-dumps',
    strings.deviceDumps,
    rows(deviceDumps.map(({ name, sizeBytes }) => ({ label: name, value: strings.sizeOf(sizeBytes) }))),
  );
}
