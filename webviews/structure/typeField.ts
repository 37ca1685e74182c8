import type { StructureRequests } from '../../core/protocol/panels/structureRequests';
import type { PanelHost } from '../panel/panelPage';
import { element } from '../shared/element';

/** A person types faster than names are looked up. */
const completeAfterMs = 120;
let fieldCount = 0;

/** A field for the name of a type, completed with those that the dump knows. */
export function typeField(
  host: PanelHost<StructureRequests>,
  texts: { readonly label: string; readonly hint: string },
  failed: (error: unknown) => void,
): { readonly input: HTMLInputElement; readonly names: HTMLDataListElement } {
  const names = element('datalist', { id: `type-names-${++fieldCount}` });
  const input = element('input', {
    type: 'text',
    class: 'code',
    list: names.id,
    spellcheck: 'false',
    autocomplete: 'off',
    placeholder: texts.label,
    title: texts.hint,
    'aria-label': texts.label,
  });
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const complete = async (): Promise<void> => {
    const found = await host.request('completeType', { text: input.value });
    names.replaceChildren(...found.names.map((name) => element('option', { value: name })));
  };
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void complete().catch(failed), completeAfterMs);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== ' ' || !event.ctrlKey) return;
    event.preventDefault();
    complete().then(() => {
      input.showPicker();
    }, failed);
  });
  return { input, names };
}
