import * as path from 'node:path';
import * as vscode from 'vscode';
import { checkedHandlers } from '../../core/protocol/check';
import { Connection, type Handlers } from '../../core/protocol/connection';
import {
  logPanelChecks,
  type LogCommand,
  type LogLink,
  type LogPanelEvents,
  type LogPanelRequests,
} from '../../core/protocol/logPanel';
import type { LogSource } from './logSource';
import type { LogTextDocuments } from './logTextDocument';
import { oopsForReport } from './oopsForReport';
import { pageSettings } from '../pages/pageSettings';
import { loadPage } from '../pages/webviewHtml';
import { webviewTransport } from '../pages/webviewTransport';

/** Where a dump's log leads. */
export interface WaysFromLog {
  follow(link: LogLink): Promise<void>;
  back(): Promise<void>;
  forward(): Promise<void>;
  goTo(text: string, beside: boolean): Promise<void>;
  /** Of the task that commands mean. */
  contextPid(): number | null;
}

/** One kernel log in a panel. */
export class LogPanel {
  private readonly page: Connection<LogPanelRequests, LogPanelEvents>;
  /** The page asked for its first records: it can be told things. */
  private started = false;
  private revealFirst: number | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    readonly uri: vscode.Uri,
    readonly panel: vscode.WebviewPanel,
    private readonly source: LogSource,
    private readonly restoreKey: string,
    private readonly texts: LogTextDocuments,
    private readonly output: vscode.LogOutputChannel,
    /** A saved log has no dump that links could lead into: they are copied. */
    private readonly ways: WaysFromLog | undefined,
  ) {
    this.page = new Connection(webviewTransport(panel), checkedHandlers(logPanelChecks, this.handlers()));
    panel.onDidDispose(() => {
      source.dispose();
    });
    loadPage(panel.webview, extensionUri, 'log');
  }

  /** Brings the panel to the front, at record `logIndex` where given. */
  reveal(logIndex?: number): void {
    if (!this.panel.active) this.panel.reveal();
    if (logIndex === undefined) return;
    if (this.started) this.tell('reveal', { record: logIndex });
    else this.revealFirst = logIndex;
  }

  run(command: LogCommand): void {
    this.tell('run', { command });
  }

  /** Starts the page anew, after the dump was opened again. */
  reload(): void {
    this.started = false;
    loadPage(this.panel.webview, this.extensionUri, 'log');
  }

  private handlers(): Handlers<LogPanelRequests> {
    return {
      start: async () => {
        const info = await this.source.info();
        this.started = true;
        const start = { ...info, fileName: path.basename(this.uri.fsPath), restoreKey: this.restoreKey };
        this.revealWhatWasAsked();
        return { ...start, hasViews: this.ways !== undefined, ...pageSettings() };
      },
      logChunk: (range) => this.source.chunk(range),
      copyText: async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
        return null;
      },
      openAsText: async ({ record }) => {
        await this.texts.show(this.uri, this.source, record);
        return null;
      },
      followLink: async (link) => {
        await (this.ways ? this.ways.follow(link) : copyLink(link));
        return null;
      },
      back: async () => {
        await this.ways?.back();
        return null;
      },
      forward: async () => {
        await this.ways?.forward();
        return null;
      },
      goTo: async ({ text, beside }) => {
        await this.ways?.goTo(text, beside);
        return null;
      },
      contextTask: () => ({ pid: this.ways?.contextPid() ?? null }),
      describeAddresses: async (asked) =>
        (await this.source.dump?.request('describeAddresses', asked)) ?? {
          meanings: asked.addresses.map(() => null),
        },
      copyOops: async ({ lines }) => {
        await vscode.env.clipboard.writeText(await oopsForReport(lines, this.source.dump));
        return null;
      },
    };
  }

  /** After the answer to `start` has left. */
  private revealWhatWasAsked(): void {
    const record = this.revealFirst;
    this.revealFirst = undefined;
    if (record !== undefined) {
      setImmediate(() => {
        this.tell('reveal', { record });
      });
    }
  }

  private tell<Event extends keyof LogPanelEvents>(
    event: Event,
    params: LogPanelEvents[Event]['params'],
  ): void {
    this.page.request(event, params).catch((error: unknown) => {
      this.output.warn(`The log panel did not take “${event}”: ${String(error)}`);
    });
  }
}

async function copyLink({ text }: LogLink): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', text), 3000);
}
