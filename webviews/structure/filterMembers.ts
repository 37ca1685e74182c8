import type { StructureParts } from './commands';
import { pathOf } from './model/rowFilter';
import { strings } from './strings';

/** Shows the members alone that have the words in them; all of them for none. @throws VmcoreError as the dump host does */
export async function filterMembers(view: StructureParts, text: string): Promise<void> {
  const { object, search, tree, status, grid } = view;
  const clearFilter = (): void => {
    view.clearFilter();
  };
  if (text.trim() === '' || !object) {
    clearFilter();
    return;
  }
  const found = await search.run(text, object);
  if (!found) return;
  const { isComplete, paths } = found;
  for (const [key, count] of search.found?.parents ?? []) tree.expandAtLeast(pathOf(key), count);
  const note =
    paths.length === 0 ? strings.notFound(text, isComplete) : strings.found(paths.length, isComplete);
  status.showNote(note, { label: strings.clearFilter, run: clearFilter });
  view.moveWhenThere(search.next('', 1) ?? '');
  grid.focus();
}
