import type { FrameVariable } from '../../core/protocol/panels/backtracesRequests';
import type { RegisterText } from '../../core/protocol/text/registerText';
import type { Place } from '../../core/protocol/place';
import { placeLink, type Follow } from '../panel/placeLink';
import { element, type Child } from '../shared/element';
import { digits } from './model/framePlace';
import { registerPlace } from './model/registerPlace';
import type { DetailAction, FrameDetail } from './model/stackRow';
import { strings } from './strings';

/** One line about a frame: registers, or a word of its stack and what that points to. */
export function detailCells(detail: FrameDetail, follow: Follow): readonly Child[] {
  switch (detail.kind) {
    case 'registers':
      return ['  ', ...detail.registers.flatMap((register) => registerCells(register, follow))];
    case 'note':
      return [
        element('span', { class: 'note', title: detail.text }, detail.text),
        detail.action && actionLink(detail.action),
      ];
    case 'variable':
      return variableCells(detail.variable, follow);
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

function registerCells(register: RegisterText, follow: Follow): readonly Child[] {
  const { label, digits: text } = register;
  const place = registerPlace(register);
  const hint = place?.view === 'disassembly' ? strings.inCode : strings.pointedTo;
  return [label, place ? placeLink(text, place, follow, hint) : text];
}

function actionLink({ label, run }: DetailAction): Child {
  const link = element('a', { class: 'place' }, ` · ${label}`);
  link.addEventListener('click', run);
  return link;
}

/** As C would initialise it; what a pointer leads to is one click away. */
function variableCells(
  { name, value, type, isArgument, pointsTo }: FrameVariable,
  follow: Follow,
): readonly Child[] {
  const place = pointsTo === undefined ? undefined : placeBehind(pointsTo, type);
  return [
    element('span', { class: 'note' }, `${isArgument ? strings.argument : strings.local} `),
    `${name} = `,
    place ? placeLink(value, place, follow) : value,
    type === undefined ? undefined : element('span', { class: 'note' }, `  ${type}`),
  ];
}

/** A struct is browsed, anything else is bytes. */
function placeBehind(address: string, type = ''): Place {
  const struct = /^(?:const )?((?:struct|union) \w+) \*$/.exec(type)?.[1];
  return struct === undefined ? { view: 'memory', address } : { view: 'structure', type: struct, address };
}

function meaningCell({ text, place }: NonNullable<WordMeaning>, follow: Follow): Child {
  return place ? placeLink(text, place, follow) : element('span', {}, text);
}

type WordMeaning = (FrameDetail & { readonly kind: 'word' })['meaning'];
