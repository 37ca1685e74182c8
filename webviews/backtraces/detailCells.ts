import { placeLink, type Follow } from '../panel/placeLink';
import { element, type Child } from '../shared/element';
import { digits } from './model/framePlace';
import type { FrameDetail } from './model/stackRows';
import { strings } from './strings';

/** One line about a frame: registers, or a word of its stack and what that points to. */
export function detailCells(detail: FrameDetail, follow: Follow): readonly Child[] {
  switch (detail.kind) {
    case 'text':
      return [detail.text];
    case 'note':
      return [element('span', { class: 'note' }, detail.text)];
    case 'word': {
      const { address, value, meaning } = detail;
      return [
        placeLink(digits(address), { view: 'memory', address }, follow, strings.inMemory),
        ': ',
        value === undefined
          ? element('span', { class: 'absent', title: strings.wordNotDumped }, '????????????????')
          : digits(value),
        ...(meaning ? ['  ', meaningCell(meaning, follow)] : []),
      ];
    }
  }
}

function meaningCell({ text, place }: NonNullable<WordMeaning>, follow: Follow): Child {
  return place ? placeLink(text, place, follow) : element('span', {}, text);
}

type WordMeaning = (FrameDetail & { readonly kind: 'word' })['meaning'];
