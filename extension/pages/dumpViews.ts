import type * as vscode from 'vscode';
import { Emitter } from '../../core/base/emitter';
import type { CopyFormat } from '../../core/protocol/overviewPage';
import type { Place, PlaceView } from '../../core/protocol/place';
import { setContextKey } from '../contextKeys';
import type { OpenDump } from '../dumpHost/openDump';

/** An editor or panel that shows a dump. */
export interface DumpView {
  readonly uri: vscode.Uri;
  readonly dump: OpenDump;
  readonly kind: PlaceView;
  /** Brings it to the front, and what `place` names into sight. */
  reveal(place?: Place): void;
  copy(format: CopyFormat): Promise<void>;
}

/** The views of all dumps; commands without an argument mean the one used last. */
export class DumpViews {
  /** The one used last stands last. */
  private views: DumpView[] = [];
  /** Another view is the one used last; the dump may be the same. */
  readonly currentChanged = new Emitter<DumpView | undefined>();

  get current(): DumpView | undefined {
    return this.views.at(-1);
  }

  overviewOf(uri: vscode.Uri): DumpView | undefined {
    return this.views.find((view) => view.kind === 'overview' && view.uri.toString() === uri.toString());
  }

  /** Follows `panel` until it closes. */
  add(view: DumpView, panel: vscode.WebviewPanel): void {
    this.bringForward(view);
    panel.onDidChangeViewState(() => {
      if (panel.active) this.bringForward(view);
    });
    panel.onDidDispose(() => {
      this.views = this.views.filter((other) => other !== view);
      this.tellContext();
    });
  }

  private bringForward(view: DumpView): void {
    this.views = [...this.views.filter((other) => other !== view), view];
    this.tellContext();
  }

  private tellContext(): void {
    this.currentChanged.fire(this.current);
    void setContextKey('vmcore.dumpOpen', this.views.length > 0);
  }
}
