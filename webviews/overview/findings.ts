import { evidenceText } from '../../core/protocol/text/evidenceText';
import type { Place } from '../../core/protocol/place';
import type { Evidence, Finding } from '../../core/protocol/verdict';
import { button, element } from '../shared/element';
import { roveFocus } from '../shared/rovingFocus';
import { strings } from './strings';
import { placeOfEvidence } from './model/verdictPlaces';

/** Where evidence leads to. */
export interface EvidenceActions {
  readonly showLog: (logIndex: number) => void;
  /** Of the crashing task, innermost 0; nothing happens where the page does not show it. */
  readonly showFrame: (index: number) => void;
  /** Follows a link to another view. */
  readonly show: (place: Place, beside?: boolean) => void;
  /** Whose stack the page shows. */
  readonly crashingPid: number | undefined;
}

/**
 * What was found, how much it weighs in words, and what shows it. A summary that has told it already is not repeated:
 * nothing is left of a finding without evidence then.
 */
export function findingItem(
  { severity, text, evidence }: Finding,
  summary: string,
  actions: EvidenceActions,
): readonly HTMLElement[] {
  const isTold = summary.includes(text);
  if (isTold && evidence.length === 0) return [];
  const list = element('ul', { class: 'evidence code' }, ...evidence.map((piece) => item(piece, actions)));
  roveFocus(list, (index) => {
    const piece = evidence[index];
    if (piece) wayTo(piece, actions)?.();
  });
  const told = isTold ? [] : [element('p', {}, text)];
  return [
    element(
      'li',
      { class: severity },
      element('span', { class: 'weight' }, strings.severities[severity]),
      element('div', {}, ...told, list),
    ),
  ];
}

/** Pieces that lead somewhere look like links; Enter and a click follow them. */
function item(piece: Evidence, actions: EvidenceActions): HTMLElement {
  const follow = wayTo(piece, actions);
  const text = evidenceText(piece);
  if (!follow) return element('li', {}, text);
  const link = button(text, follow);
  link.className = 'link';
  link.tabIndex = -1;
  return element('li', { title: strings.followEvidence }, link);
}

function wayTo(piece: Evidence, actions: EvidenceActions): (() => void) | undefined {
  switch (piece.kind) {
    case 'log':
      return () => {
        actions.showLog(piece.logIndex);
      };
    case 'frame':
      if (piece.pid !== undefined && piece.pid !== actions.crashingPid) return undefined;
      return () => {
        actions.showFrame(piece.index);
      };
    case 'address':
    case 'register':
    case 'task':
    case 'module': {
      const place = placeOfEvidence(piece);
      return (
        place &&
        (() => {
          actions.show(place);
        })
      );
    }
  }
}
