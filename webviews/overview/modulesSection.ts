import { errorData } from '../../core/base/errors';
import type { LoadedModulesData, ModuleData } from '../../core/protocol/moduleData';
import { element } from '../shared/element';
import { problemList } from './problemList';
import { rows, section, type Row } from './section';
import { strings } from './strings';

/** Fewer are seen at a glance. */
const filterFrom = 6;

/** A place in the page that fills when the modules are read, later than the rest of it. */
export class ModulesPart {
  readonly root = element('div');
  private readonly filled: Promise<void>;

  constructor(asked: Promise<LoadedModulesData>) {
    this.filled = asked.then(
      (loaded) => {
        this.root.replaceChildren(modulesSection(loaded));
      },
      (error: unknown) => {
        const { message, nextStep } = errorData(error);
        const words = element('p', {}, `${message} ${nextStep}`);
        this.root.replaceChildren(section('modules', strings.modulesLabel, words));
      },
    );
  }

  /** Brings a module's row into sight, once it is there. */
  async show(name: string): Promise<void> {
    await this.filled;
    const filter = this.root.querySelector<HTMLInputElement>('.module-filter');
    if (filter && filter.value !== '') {
      filter.value = '';
      filter.dispatchEvent(new Event('input'));
    }
    const labels = Array.from(this.root.querySelectorAll('.label'));
    const row = labels.find(({ textContent }) => textContent === name)?.closest('li');
    (row ?? this.root.querySelector('h2'))?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }
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
