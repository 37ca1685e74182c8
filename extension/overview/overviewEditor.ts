import * as vscode from 'vscode';
import { errorData } from '../../core/base/errors';
import type { BacktraceData } from '../../core/protocol/backtraceData';
import { checkedHandlers } from '../../core/protocol/check';
import { Connection, type Handlers } from '../../core/protocol/connection';
import {
  overviewPageChecks,
  type CopyFormat,
  type OverviewPageEvents,
  type OverviewPageRequests,
} from '../../core/protocol/overviewPage';
import { overviewText } from '../../core/protocol/text/overviewText';
import type { Verdict } from '../../core/protocol/verdict';
import type { OpenDump } from '../dumpHost/openDump';
import type { DumpLease, OpenDumps } from '../dumpHost/openDumps';
import type { DumpView, DumpViews } from '../pages/dumpViews';
import type { Navigator } from '../navigation/navigator';
import { onPageSettingsChanged, pageSettings } from '../pages/pageSettings';
import { saveReport } from './reports';
import { applyRemedy } from './remedyActions';
import { CrashSourceFiles } from '../source/crashSource';
import { loadPage } from '../pages/webviewHtml';
import { webviewTransport } from '../pages/webviewTransport';

/** The editor's two entries in package.json: for names that are surely dumps, and for "Open With…" on any file. */
export const overviewViewTypes = ['vmcore.overview', 'vmcore.overviewOfAnyFile'] as const;

/** A dump in an editor: holds its share in the dump host as long as any editor shows it. */
class DumpDocument implements vscode.CustomDocument {
  constructor(
    readonly uri: vscode.Uri,
    readonly lease: DumpLease,
  ) {}

  dispose(): void {
    this.lease.dispose();
  }
}

/** The read-only editor of a dump: what crashed, on which machine, and the last it said. */
export class OverviewEditor implements vscode.CustomReadonlyEditorProvider<DumpDocument> {
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly dumps: OpenDumps<vscode.Uri>,
    private readonly views: DumpViews,
    private readonly navigator: Navigator,
    private readonly output: vscode.LogOutputChannel,
    /** Told of each verdict that a page shows. */
    private readonly onVerdict: (view: DumpView, verdict: Verdict) => void,
  ) {}

  openCustomDocument(uri: vscode.Uri): DumpDocument {
    return new DumpDocument(uri, this.dumps.acquire(uri));
  }

  resolveCustomEditor(document: DumpDocument, panel: vscode.WebviewPanel): void {
    const { dump } = document.lease;
    let wantedModule: string | undefined;
    let isReady = false;
    const showModule = (): void => {
      if (!isReady || wantedModule === undefined) return;
      this.tell(page, 'showModule', { name: wantedModule });
      wantedModule = undefined;
    };
    const view: DumpView = {
      uri: document.uri,
      dump,
      kind: 'overview',
      reveal: (place) => {
        if (!panel.active) panel.reveal();
        wantedModule = place?.view === 'overview' ? place.module : undefined;
        showModule();
      },
      copy: async (format) => {
        await this.copy(view, format);
      },
    };
    this.views.add(view, panel);

    const page = new Connection<OverviewPageRequests, OverviewPageEvents>(
      webviewTransport(panel),
      checkedHandlers(
        overviewPageChecks,
        this.handlers(view, () => {
          isReady = true;
          setImmediate(showModule);
        }),
      ),
    );
    // A hidden page is gone; it asks for the state when it shows again.
    const following = [
      dump.stateChanged.listen((state) => {
        if (panel.visible) this.tell(page, 'stateChanged', state);
      }),
      onPageSettingsChanged((settings) => {
        if (panel.visible) this.tell(page, 'settingsChanged', settings);
      }),
    ];
    panel.onDidChangeViewState(() => {
      // A hidden page is gone.
      isReady &&= panel.visible;
    });
    panel.onDidDispose(() => {
      for (const each of following) each.dispose();
    });
    loadPage(panel.webview, this.extensionUri, 'overview');
  }

  /** @param started called when the page has come up, also after it was hidden */
  private handlers(view: DumpView, started: () => void): Handlers<OverviewPageRequests> {
    const source = new CrashSourceFiles(view.dump);
    return {
      ready: () => {
        started();
        return { state: view.dump.state, settings: pageSettings() };
      },
      crashStacks: () => view.dump.request('crashStacks', null),
      crashSource: () => source.read(),
      openSource: async ({ frame }) => {
        await source.open(frame);
        return null;
      },
      verdict: async () => {
        const verdict = await view.dump.request('verdict', null);
        this.onVerdict(view, verdict);
        return verdict;
      },
      modules: () => view.dump.request('modules', null),
      showLog: async ({ logIndex }) => {
        await this.navigator.show(view.uri, { view: 'log', record: logIndex });
        return null;
      },
      show: async ({ place, beside }) => {
        await this.navigator.show(view.uri, place, beside);
        return null;
      },
      copy: async ({ format }) => {
        await this.copy(view, format);
        return null;
      },
      copySignature: async () => {
        const { signature } = await view.dump.request('verdict', null);
        await vscode.env.clipboard.writeText(`${signature.id}  ${signature.text}`);
        return null;
      },
      saveReport: async () => {
        await saveReport(view);
        return null;
      },
      remedy: async ({ remedy }) => {
        await applyRemedy(remedy, view, this.output);
        return null;
      },
    };
  }

  private async copy({ dump }: DumpView, format: CopyFormat): Promise<void> {
    if (!dump.overview) return;
    const stack = await this.crashingStack(dump);
    await vscode.env.clipboard.writeText(overviewText(dump.overview, format, stack));
  }

  /** Undefined where it cannot be read: the rest of the overview is worth copying without it. */
  private async crashingStack(dump: OpenDump): Promise<BacktraceData | undefined> {
    try {
      return (await dump.request('crashStacks', null)).crashing;
    } catch (error) {
      this.output.warn(`The overview is copied without the stack: ${errorData(error).message}`);
      return undefined;
    }
  }

  private tell<Event extends keyof OverviewPageEvents>(
    page: Connection<OverviewPageRequests, OverviewPageEvents>,
    event: Event,
    params: OverviewPageEvents[Event]['params'],
  ): void {
    page.request(event, params).catch((error: unknown) => {
      this.output.warn(`The overview page did not take “${event}”: ${String(error)}`);
    });
  }
}
