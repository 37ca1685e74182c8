import * as path from 'node:path';
import * as vscode from 'vscode';
import { checkedHandlers } from '../../core/protocol/check';
import { Connection, type Handlers } from '../../core/protocol/connection';
import {
  panelChecks,
  type PanelEvents,
  type PanelRequests,
  type PanelStart,
} from '../../core/protocol/panels/panelPage';
import type { Place } from '../../core/protocol/place';
import type { OpenDump } from '../dumpHost/openDump';
import { whenOpen } from '../dumpHost/whenOpen';
import type { TaskContexts } from '../navigation/context';
import { goToText } from '../navigation/goTo';
import type { Navigator } from '../navigation/navigator';
import { onPageSettingsChanged, pageSettings } from '../pages/pageSettings';
import { loadPage } from '../pages/webviewHtml';
import { webviewTransport } from '../pages/webviewTransport';
import type { Bookmarks } from './bookmarks';
import type { PanelKind } from './panelKind';
import { ContextOfPanel } from './contextOfPanel';
import { relayTo } from './relay';
import { saveMemory } from './saveMemory';

/** What every panel of every dump uses. */
export interface PanelServices {
  readonly extensionUri: vscode.Uri;
  readonly navigator: Navigator;
  readonly contexts: TaskContexts;
  readonly bookmarks: Bookmarks;
  readonly output: vscode.LogOutputChannel;
}

/** One view of one dump in a panel: the page does the work, and this passes on what it asks. */
export class DumpPanel {
  private readonly page: Connection<PanelRequests, PanelEvents>;
  /** The page is there and can be told things. */
  private started = false;
  /** Shown when the page starts. */
  private wanted: Place | undefined;
  private readonly context: ContextOfPanel;

  constructor(
    readonly kind: PanelKind,
    readonly uri: vscode.Uri,
    private readonly dump: OpenDump,
    readonly panel: vscode.WebviewPanel,
    private readonly restoreKey: string,
    private readonly services: PanelServices,
  ) {
    this.context = new ContextOfPanel(dump, services.contexts, (context) => {
      this.tell('contextChanged', context);
    });
    const own = checkedHandlers<PanelRequests>(panelChecks, this.handlers());
    const handlers: Handlers<PanelRequests> = Object.assign(
      relayTo(dump, kind.relayed, () => this.context.current.task),
      kind.answered?.(dump),
      own,
    );
    this.page = new Connection(webviewTransport(panel), handlers);
    const following = onPageSettingsChanged((settings) => {
      this.tell('settingsChanged', settings);
    });
    panel.onDidChangeViewState(() => {
      // A hidden page is gone; it starts anew when it shows again.
      if (!panel.visible) this.started = false;
    });
    const bookmarks = services.bookmarks.changed.listen((changed) => {
      if (changed === dump) this.tell('bookmarksChanged', { bookmarks: services.bookmarks.of(dump) });
    });
    panel.onDidDispose(() => {
      following.dispose();
      bookmarks.dispose();
      this.context.dispose();
    });
    this.load();
  }

  /** Brings the panel to the front and that place into sight. */
  show(place: Place): void {
    if (this.started) this.tell('showPlace', { place });
    else this.wanted = place;
    if (!this.panel.active) this.panel.reveal();
  }

  run(command: string): void {
    this.tell('run', { command });
  }

  /** Starts the page anew, after the dump was opened again. */
  load(): void {
    this.started = false;
    loadPage(this.panel.webview, this.services.extensionUri, this.kind.view);
  }

  private handlers(): Handlers<PanelRequests> {
    const { navigator, contexts } = this.services;
    return {
      start: () => this.start(),
      show: async ({ place, beside }) => {
        await navigator.show(this.uri, place, beside);
        return null;
      },
      goTo: async ({ text, beside }) => {
        await goToText(navigator, this.uri, text, beside);
        return null;
      },
      back: async () => {
        await navigator.back(this.uri);
        return null;
      },
      forward: async () => {
        await navigator.forward(this.uri);
        return null;
      },
      setTask: async ({ task, frame }) => {
        await contexts.setByAddress(this.dump, task, frame);
        return null;
      },
      chooseTask: async () => {
        await vscode.commands.executeCommand('vmcore.setTask');
        return null;
      },
      resetTask: async () => {
        await contexts.reset(this.dump);
        return null;
      },
      keepTask: async ({ task, frame }) => {
        await this.context.keep(task, frame);
        return null;
      },
      runInConsole: async ({ line }) => {
        await vscode.commands.executeCommand('vmcore.showConsole', this.uri, line);
        return null;
      },
      copyText: async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
        return null;
      },
      toggleBookmark: async ({ bookmark }) => {
        await this.services.bookmarks.toggle(this.dump, bookmark);
        return null;
      },
      saveMemory: (range) => saveMemory(this.dump, this.uri, range, this.context.current.task?.task),
    };
  }

  private async start(): Promise<PanelStart> {
    await whenOpen(this.dump);
    this.started = true;
    const place = this.wanted;
    this.wanted = undefined;
    return {
      ...pageSettings(),
      fileName: path.basename(this.uri.fsPath),
      restoreKey: this.restoreKey,
      context: this.context.current,
      bookmarks: this.services.bookmarks.of(this.dump),
      ...(place && { place }),
    };
  }

  private tell<Event extends keyof PanelEvents>(event: Event, params: PanelEvents[Event]['params']): void {
    if (!this.started) return;
    this.page.request(event, params).catch((error: unknown) => {
      this.services.output.warn(`A panel did not take “${event}”: ${String(error)}`);
    });
  }
}
