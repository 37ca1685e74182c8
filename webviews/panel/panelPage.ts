import './panel.css';
import { errorData } from '../../core/base/errors';
import { Connection, type RequestOptions } from '../../core/protocol/connection';
import type { PanelEvents, PanelRequests, PanelStart } from '../../core/protocol/panels/panelPage';
import type { PageSettings } from '../../core/protocol/overviewPage';
import type { Place } from '../../core/protocol/place';
import type { ContextParams } from '../../core/protocol/taskContext';
import { element } from '../shared/element';
import { hostTransport } from '../shared/host';
import { Overlay } from '../shared/overlay';
import { PageBookmarks } from './pageBookmarks';
import { PageContext } from './pageContext';
import { PageState } from './pageState';
import { panelStrings } from './strings';

/** The requests that one kind of panel makes of the dump. */
type DumpRequests<Table> = { readonly [Method in keyof Table]: { params: unknown; result: unknown } };

/** What a panel's view needs of the world outside. */
export interface PanelHost<Requests extends DumpRequests<Requests>> {
  readonly start: PanelStart;
  /** Of the person; they may change while the panel is open. */
  readonly settings: () => PageSettings;
  /** The task that is meant when nobody names one. */
  readonly context: PageContext;
  readonly bookmarks: PageBookmarks;
  /** Asks the dump. */
  request<Method extends keyof Requests & string>(
    method: Method,
    params: Requests[Method]['params'],
    options?: RequestOptions,
  ): Promise<Requests[Method]['result']>;
  /** Asks the extension. */
  ask<Method extends keyof PanelRequests>(
    method: Method,
    params: PanelRequests[Method]['params'],
  ): Promise<PanelRequests[Method]['result']>;
  /** What `saveState` was given before the page was last gone; of any shape. */
  readonly savedState: unknown;
  saveState(state: object): void;
}

/** What fills a panel. */
export interface PanelView {
  readonly root: HTMLElement;
  /** A link led here; undefined where the panel opens without one. */
  show(place: Place | undefined): void;
  /** By the names in the extension's table of this kind. */
  run(command: string): void;
}

/** Connects the page, and fills it when the dump is open: a skeleton until then, or why it cannot be opened. */
export function openPanel<Requests extends DumpRequests<Requests>>(
  create: (host: PanelHost<Requests>) => PanelView,
): void {
  const overlay = new Overlay();
  const page = element('div', { class: 'page' }, overlay.root);
  document.body.append(page);
  let view: PanelView | undefined;
  let settings: PageSettings;
  let host: PanelHost<Requests> | undefined;

  const connection = new Connection<PanelEvents, PanelRequests & Requests>(hostTransport(), {
    showPlace: ({ place }) => {
      view?.show(place);
      return null;
    },
    run: ({ command }) => {
      if (command !== 'toggleFollowing') view?.run(command);
      else void host?.context.toggleFollowing();
      return null;
    },
    bookmarksChanged: ({ bookmarks }) => {
      host?.bookmarks.receive(bookmarks);
      return null;
    },
    contextChanged: (context) => {
      host?.context.receive(context);
      return null;
    },
    settingsChanged: (changed) => {
      settings = changed;
      return null;
    },
  });

  const start = async (): Promise<void> => {
    overlay.showSkeleton();
    try {
      const started = await connection.request('start', null);
      settings = started;
      host = hostOf(started);
      view = create(host);
      page.replaceChildren(view.root);
      view.show(started.place);
    } catch (error) {
      const { message, nextStep } = errorData(error);
      overlay.showMessage(message, nextStep, { label: panelStrings.retry, run: () => void start() });
    }
  };

  const keepBefore = async (task: ContextParams): Promise<void> => {
    try {
      await connection.request('keepTask', task);
    } catch {
      // Another dump may have the file's name by now; the panel follows then.
    }
  };

  const hostOf = (started: PanelStart): PanelHost<Requests> => {
    const context = new PageContext(started.context, (task) => connection.request('keepTask', task));
    const state = new PageState(started.restoreKey, context);
    const { keptBefore } = state;
    if (keptBefore) void keepBefore(keptBefore);
    return {
      start: started,
      settings: () => settings,
      context,
      bookmarks: new PageBookmarks(started.bookmarks),
      request: (method, params, options) => connection.request(method, params, options),
      ask: (method, params) => connection.request(method, params),
      savedState: state.saved,
      saveState: (saved) => {
        state.save(saved);
      },
    };
  };

  void start();
}
