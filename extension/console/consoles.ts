import * as path from 'node:path';
import * as vscode from 'vscode';
import type { OpenDumps } from '../dumpHost/openDumps';
import { ConsoleTerminal } from './consoleTerminal';
import type { EngineRuns } from './engineRuns';
import { findOutputLinks, type LinkTarget, type OutputLink } from './outputLinks';
import type { RunDocuments } from './runDocuments';
import type { DocumentedRun } from './runUri';
import type { SavedHistory } from './savedHistory';

/** A link in a console, and the dump that it leads into. */
class ConsoleLink extends vscode.TerminalLink {
  readonly target: LinkTarget;

  constructor(
    { start, end, target }: OutputLink,
    readonly dump: vscode.Uri,
  ) {
    super(start, end - start, tooltipOf(target));
    this.target = target;
  }
}

interface OpenConsole {
  readonly terminal: vscode.Terminal;
  readonly console: ConsoleTerminal;
  /** Asked last among those whose two answers differ. */
  differing: DocumentedRun | undefined;
}

/** The consoles of this window, at most one a dump, and the links in what they print. */
export class Consoles implements vscode.TerminalLinkProvider<ConsoleLink>, vscode.Disposable {
  private readonly open = new Map<string, OpenConsole>();
  private readonly registrations = [
    vscode.window.registerTerminalLinkProvider(this),
    vscode.window.onDidCloseTerminal((terminal) => {
      for (const [key, each] of this.open) if (each.terminal === terminal) this.open.delete(key);
    }),
  ];

  constructor(
    private readonly dumps: OpenDumps<vscode.Uri>,
    private readonly runs: EngineRuns,
    private readonly history: SavedHistory,
    private readonly documents: RunDocuments,
    private readonly follow: (
      dump: vscode.Uri,
      target: LinkTarget,
      differing: DocumentedRun | undefined,
    ) => unknown,
  ) {}

  /** Brings the dump's console into sight, and carries out `line` in it where given. */
  show(uri: vscode.Uri, line?: string): void {
    const { terminal, console } = this.open.get(uri.toString()) ?? this.create(uri);
    terminal.show();
    if (line !== undefined) console.run(line);
  }

  provideTerminalLinks({ line, terminal }: vscode.TerminalLinkContext): ConsoleLink[] {
    const shown = [...this.open.values()].find((each) => each.terminal === terminal);
    if (!shown) return [];
    const dump = shown.console.uri;
    return findOutputLinks(line).map((link) => new ConsoleLink(link, dump));
  }

  handleTerminalLink({ dump, target }: ConsoleLink): void {
    this.follow(dump, target, this.open.get(dump.toString())?.differing);
  }

  dispose(): void {
    for (const each of this.registrations) each.dispose();
    for (const { terminal } of this.open.values()) terminal.dispose();
  }

  private create(uri: vscode.Uri): OpenConsole {
    const console = new ConsoleTerminal(uri, this.dumps.acquire(uri), {
      runs: this.runs,
      history: this.history.open(),
      remember: (line) => void this.history.add(line),
      keepAnswer: ({ line, task, text }) => {
        const run: DocumentedRun = { dump: uri, answerer: 'crash', line, task };
        this.documents.keep(run, text);
        created.differing = run;
      },
    });
    const name = vscode.l10n.t('crash: {0}', path.basename(uri.fsPath));
    const terminal = vscode.window.createTerminal({
      name,
      pty: console,
      iconPath: new vscode.ThemeIcon('bug'),
      isTransient: true,
    });
    const created: OpenConsole = { terminal, console, differing: undefined };
    this.open.set(uri.toString(), created);
    return created;
  }
}

function tooltipOf(target: LinkTarget): string {
  switch (target.kind) {
    case 'text':
      return vscode.l10n.t('Go to {0}', target.text);
    case 'place':
      return vscode.l10n.t('Show the type');
    case 'compare':
      return vscode.l10n.t("Compare crash's answer with the native reader's");
  }
}
