import './overview.css';
import { Connection } from '../../core/protocol/connection';
import type { DumpState, Remedy } from '../../core/protocol/dumpState';
import type {
  OverviewPageEvents,
  OverviewPageRequests,
  PageSettings,
} from '../../core/protocol/overviewPage';
import { hostTransport, vscodeApi } from '../shared/host';
import { element } from '../shared/element';
import { crashStackParts } from './crashStackParts';
import { listenToKeys } from './keys';
import { ModulesPart } from './modulesSection';
import { overviewView, type LateParts } from './overviewView';
import { OpeningView, skeletonDelayMs } from './openingView';
import type { OverviewActions } from './panicHeader';
import { showFrame } from './stackSection';
import { failureView, stoppedBanner } from './stateViews';
import { strings } from './strings';
import { verdictPart } from './verdictPart';

const root = element('main', { 'aria-label': strings.pageLabel });
const announcer = element('div', { class: 'hidden', 'aria-live': 'polite' });
document.body.append(root, announcer);

let settings: PageSettings = { singleKeyShortcuts: true };
let waiting: number | undefined;
let firstView = true;
/** Its progress is told in place, so that its Cancel button keeps the focus. */
let opening: OpeningView | undefined;
let lateParts: LateParts | undefined;

const host = new Connection<OverviewPageEvents, OverviewPageRequests>(hostTransport(), {
  stateChanged: (state) => {
    show(state);
    return null;
  },
  settingsChanged: (changed) => {
    settings = changed;
    return null;
  },
  showModule: async ({ name }) => {
    await lateParts?.modules?.show(name);
    return null;
  },
});

const actions: OverviewActions = {
  showLog: (logIndex) => {
    ask('showLog', logIndex === undefined ? {} : { logIndex });
  },
  show: (place, beside = false) => {
    ask('show', { place, beside });
  },
  copy: (format) => {
    ask('copy', { format });
  },
  saveReport: () => {
    ask('saveReport', null);
  },
};

/** Asks the extension for something whose answer is seen elsewhere; a refusal is announced. */
function ask<Method extends keyof OverviewPageRequests>(
  method: Method,
  params: OverviewPageRequests[Method]['params'],
): void {
  host.request(method, params).catch((error: unknown) => {
    announcer.textContent = String(error);
  });
}

function applyRemedy(remedy: Remedy): void {
  ask('remedy', { remedy });
}

function showOpening(progress: Extract<DumpState, { kind: 'opening' }>['progress']): void {
  const view =
    opening ??
    new OpeningView(() => {
      applyRemedy('cancel');
    });
  opening = view;
  const isShown = view.root.isConnected;
  if (progress) view.update(progress);
  if (isShown) return;
  waiting = window.setTimeout(
    () => {
      root.replaceChildren(view.root);
    },
    progress ? 0 : skeletonDelayMs,
  );
}

/** What takes longer than the facts, in the order in which a person waits for it. */
function askForLateParts(): LateParts {
  const stacks = host.request('crashStacks', null);
  return {
    stacks: crashStackParts({
      stacks,
      source: () => host.request('crashSource', null),
      openSource: (frame) => {
        ask('openSource', { frame });
      },
      showStack: (task, beside) => {
        actions.show({ view: 'backtraces', task }, beside);
      },
    }),
    verdict: verdictPart(host.request('verdict', null), stacks, {
      showLog: actions.showLog,
      show: actions.show,
      showFrame,
      copySignature: () => {
        ask('copySignature', null);
      },
    }),
    modules: new ModulesPart(host.request('modules', null)),
  };
}

function show(state: DumpState): void {
  window.clearTimeout(waiting);
  if (state.kind !== 'opening') opening = undefined;
  switch (state.kind) {
    case 'opening':
      showOpening(state.progress);
      return;
    case 'open':
      lateParts = askForLateParts();
      root.replaceChildren(overviewView(state.overview, actions, lateParts));
      announcer.textContent = strings.opened;
      break;
    case 'failed':
      root.replaceChildren(failureView(state.error, state.remedies, applyRemedy));
      break;
    case 'stopped':
      root.replaceChildren(stoppedBanner(state.error, state.remedies, applyRemedy));
      if (state.overview) root.append(overviewView(state.overview, actions, lateParts));
      break;
  }
  restorePlace();
}

/** Focus starts at the panic line, and the place on the page comes back when the page does. */
function restorePlace(): void {
  if (!firstView) return;
  firstView = false;
  document.documentElement.scrollTop = savedScrollTop();
  const focusHeading = (): void => {
    if (document.activeElement === document.body) root.querySelector('h1')?.focus({ preventScroll: true });
  };
  window.addEventListener('focus', focusHeading);
  if (document.hasFocus()) focusHeading();
}

function savedScrollTop(): number {
  const saved = vscodeApi.getState() as { scrollTop?: unknown } | undefined;
  return typeof saved?.scrollTop === 'number' ? saved.scrollTop : 0;
}

document.addEventListener('scrollend', () => {
  vscodeApi.setState({ scrollTop: document.documentElement.scrollTop });
});
listenToKeys(actions, () => settings.singleKeyShortcuts);
show({ kind: 'opening' });
host.request('ready', null).then(
  (answer) => {
    settings = answer.settings;
    show(answer.state);
  },
  (error: unknown) => {
    announcer.textContent = String(error);
  },
);
