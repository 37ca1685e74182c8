import { errorData } from '../../core/base/errors';
import type { LoadedModulesData, ModuleData } from '../../core/protocol/moduleData';
import { element } from '../shared/element';
import { problemList } from './problemList';
import { rows, section, type Row } from './section';
import { strings } from './strings';

/** Fewer are seen at a glance. */
const filterFrom = 6;

/** A place in the page that fills when the modules are read, later than the rest of it. */
export function modulesPart(asked: Promise<LoadedModulesData>): HTMLElement {
  const place = element('div');
  asked.then(
    (loaded) => {
      place.replaceChildren(modulesSection(loaded));
    },
    (error: unknown) => {
      const { message, nextStep } = errorData(error);
      const words = element('p', {}, `${message} ${nextStep}`);
      place.replaceChildren(section('modules', strings.modulesLabel, words));
    },
  );
  return place;
}

/** Every module in a row, those that taint the kernel marked and first; a filter where there are many. */
export function modulesSection({ modules, problems }: LoadedModulesData): HTMLElement {
  const sorted = [...modules].sort((a, b) => Number(b.taints.length > 0) - Number(a.taints.length > 0));
  const untold = problemList(problems);
  if (sorted.length === 0) {
    const words = untold ? undefined : element('p', {}, strings.noModules);
    return section('modules', strings.modulesLabel, words, untold);
  }
  const list = element('div', { class: 'module-list' }, rows(sorted.map(moduleRow)));
  const filter = sorted.length < filterFrom ? [] : filterBox(sorted, list);
  return section('modules', strings.modules(sorted.length), ...filter, list, untold);
}

function moduleRow(module: ModuleData): Row {
  return {
    label: module.name,
    value: strings.module(module),
    hint: strings.moduleHint(module),
    warning: module.taints.length > 0,
  };
}

/** What is typed stands somewhere in a row: in a name, in a taint's meaning, in the name of a user. */
function filterBox(modules: readonly ModuleData[], list: HTMLElement): readonly HTMLElement[] {
  const input = element('input', {
    type: 'search',
    class: 'module-filter',
    placeholder: strings.filterModules,
    'aria-label': strings.filterModules,
  });
  const count = element('p', { class: 'hidden', role: 'status' });
  input.addEventListener('input', () => {
    const wanted = input.value.trim().toLowerCase();
    const matching = modules.filter((module) =>
      `${module.name} ${strings.module(module)}`.toLowerCase().includes(wanted),
    );
    list.replaceChildren(rows(matching.map(moduleRow)));
    count.textContent = strings.filteredModules(matching.length, modules.length);
  });
  return [input, count];
}
