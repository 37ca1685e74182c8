import type { Overview } from '../../core/protocol/overview';
import { element } from '../shared/element';
import type { CrashStackParts } from './crashStackParts';
import {
  commandLineSection,
  debuginfoSection,
  deviceDumpsSection,
  dumpSection,
  layoutSection,
  taintSection,
} from './dumpSections';
import { logTailSection } from './logTailSection';
import type { ModulesPart } from './modulesSection';
import { panicHeader, type OverviewActions } from './panicHeader';
import { problemList } from './problemList';
import { section } from './section';
import { strings } from './strings';
import { systemSection } from './systemSection';

/** Places that fill later than the facts; they stay when the dump reader dies. */
export interface LateParts {
  readonly verdict?: HTMLElement;
  readonly stacks?: CrashStackParts;
  readonly modules?: ModulesPart;
}

/** The page of an open dump. The order of the parts is the order of reading, in narrow and wide windows alike. */
export function overviewView(
  overview: Overview,
  actions: OverviewActions,
  { verdict, stacks, modules }: LateParts = {},
): HTMLElement {
  const aside = [
    dumpSection(overview),
    taintSection(overview),
    commandLineSection(overview),
    debuginfoSection(overview),
    layoutSection(overview),
    deviceDumpsSection(overview),
    stacks?.cpus,
    modules?.root,
  ].filter((part) => part !== undefined);
  return element(
    'div',
    { class: 'overview' },
    panicHeader(overview, actions),
    problemsSection(overview),
    element(
      'div',
      { class: 'columns' },
      element(
        'div',
        { class: 'first' },
        verdict,
        stacks?.stack,
        systemSection(overview),
        logTailSection(overview, actions.showLog),
      ),
      element('div', { class: 'second' }, ...aside),
    ),
  );
}

/** What is missing or could not be read, and why: the rest of the page is right without it. */
function problemsSection({ problems, dump }: Overview): HTMLElement | undefined {
  const list = problemList(problems, dump.missing);
  return list && section('problems', strings.problems, list);
}
