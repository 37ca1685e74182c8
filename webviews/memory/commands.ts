import type { memoryCommands } from '../../core/protocol/panels/memoryRequests';
import { arrayText, crashText } from './copiedText';
import type { MemoryControls } from './memoryControls';
import { addressText, memoryPlace, virtualSpace } from './model/addressSpace';
import { numberIn } from './model/inspector';
import { widths } from './model/rowLayout';
import { lengthOf } from './model/selection';
import { strings } from './strings';

export type MemoryAction = (view: MemoryControls) => unknown;

/** Single keys; the others are VS Code's keybindings. */
export const memoryKeys: Readonly<Record<string, string>> = {
  w: 'width',
  m: 'pointers',
  p: 'physical',
  c: 'copy',
  C: 'copyMarkdown',
  y: 'copyAddress',
  b: 'bookmark',
  u: 'overlay',
  v: 'translation',
  '/': 'find',
  n: 'findNext',
  N: 'findPrevious',
  '*': 'followPointer',
};

/** What each command of the panel does. */
export const memoryActions: Readonly<Record<(typeof memoryCommands)[number], MemoryAction>> = {
  copy: (view) => copy(view, strings.asRd, crashText(view.shown, formOf(view))),
  copyMarkdown: (view) => {
    const text = crashText(view.shown, formOf(view));
    return copy(view, strings.asMarkdown, text && `\`\`\`\n${text}\`\`\`\n`);
  },
  copyAddress: (view) => copy(view, strings.theAddress, addressText(view.shown.start)),
  copyWords: (view) => copy(view, strings.asRdWords, crashText(view.shown, 'words')),
  copyArray: (view) => copy(view, strings.asArray, arrayText(view.shown)),
  width: (view) => {
    const { layout } = view.shown;
    const next = widths[(widths.indexOf(layout.width) + 1) % widths.length] ?? 1;
    view.changeLayout({ pointers: false, width: layout.pointers ? layout.width : next });
  },
  pointers: (view) => {
    view.changeLayout({ pointers: !view.shown.layout.pointers });
  },
  physical: (view) => {
    view.togglePhysical();
  },
  translation: (view) => {
    view.togglePage();
  },
  save: async (view) => {
    const { start, selection, rowBytes, space, host } = view.shown;
    const length = lengthOf(selection);
    const address = length === 1 ? start - (start % rowBytes) : start;
    const saved = await host.ask('saveMemory', {
      address: `0x${address.toString(16)}`,
      sizeBytes: length === 1 ? Number(rowBytes) : length,
      physical: space.physical,
    });
    if (saved) view.say(strings.saved(saved.savedBytes, saved.absentBytes));
  },
  bookmark: (view) => view.bookmarks.toggle(),
  overlay: (view) => {
    view.overlay.open();
  },
  find: (view) => {
    view.find.open();
  },
  findPointers: (view) => {
    view.find.findPointers(view.shown.start, lengthOf(view.shown.selection));
  },
  findNext: (view) => {
    view.find.move(1);
  },
  findPrevious: (view) => {
    view.find.move(-1);
  },
  nextPage: (view) => movePage(view, false),
  previousPage: (view) => movePage(view, true),
  followPointer: async (view) => {
    const { loader, start, info } = view.shown;
    const word = start - (start % BigInt(info.wordSizeBytes));
    const bytes = loader.bytes.whole(word, info.wordSizeBytes);
    const pointer = bytes && numberIn(bytes, info.wordSizeBytes, info.littleEndian);
    if (pointer === undefined) view.say(strings.noPointer);
    else if (pointer === 0n) view.say(strings.nullPointer);
    else await view.jumps.follow(memoryPlace(pointer, virtualSpace));
  },
};

function formOf({ shown }: MemoryControls): 'bytes' | 'words' {
  return shown.layout.pointers ? 'words' : 'bytes';
}

async function copy(view: MemoryControls, what: string, text: string | undefined): Promise<void> {
  if (text === undefined) {
    view.say(strings.notArrived);
    return;
  }
  await view.host.ask('copyText', { text });
  view.say(strings.copied(what));
}

async function movePage(view: MemoryControls, backwards: boolean): Promise<void> {
  const { start, space, host } = view.shown;
  const { address } = await host.request('nextMappedPage', {
    address: `0x${start.toString(16)}`,
    physical: space.physical,
    backwards,
  });
  if (address !== null) view.selectAt(BigInt(address));
  else view.say(backwards ? strings.noPreviousPage : strings.noNextPage);
}
