import * as vscode from 'vscode';
import type { ReleaseEvidence, Target } from '../../core/kdump-conf/target';
import { detectTarget, findTarget } from '../../core/kdump-conf/target';

/** Whose rules hold for a document, and who said so. */
export interface ChosenTarget {
  readonly target: Target;
  readonly chosenBy: 'setting' | 'machine' | 'newest';
}

/** The release whose rules hold: the setting's, else this machine's, else the newest. */
export class TargetInForce implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private evidence: ReleaseEvidence = {};
  private reading: Promise<void> | undefined;
  private readonly following = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('vmcore.kdumpConf.target')) this.changed.fire();
  });

  readonly onDidChange = this.changed.event;

  /** @param readEvidence what this machine tells of its release */
  constructor(private readonly readEvidence: () => Promise<ReleaseEvidence>) {}

  /** Resolves when this machine was asked, which the first call does: no file of kdump, no look at the machine. */
  untilKnown(): Promise<void> {
    this.reading ??= this.readEvidence().then((evidence) => {
      this.evidence = evidence;
      this.changed.fire();
    });
    return this.reading;
  }

  /** The release of this machine, whatever file is open. */
  async ofThisMachine(): Promise<Target> {
    await this.untilKnown();
    const named = findTarget(vscode.workspace.getConfiguration('vmcore').get('kdumpConf.target', 'auto'));
    return named ?? detectTarget(this.evidence);
  }

  of(document: vscode.TextDocument): Target {
    return this.chosenFor(document).target;
  }

  chosenFor(document: vscode.TextDocument): ChosenTarget {
    const settings = vscode.workspace.getConfiguration('vmcore', document.uri);
    const named = findTarget(settings.get('kdumpConf.target', 'auto'));
    if (named !== undefined) return { target: named, chosenBy: 'setting' };
    // A file of another machine, in a virtual workspace, tells nothing about its release.
    const target = detectTarget(document.uri.scheme === 'file' ? this.evidence : {});
    const newest = detectTarget({});
    return { target, chosenBy: target === newest ? 'newest' : 'machine' };
  }

  dispose(): void {
    this.following.dispose();
    this.changed.dispose();
  }
}
