import type { DetailsPane } from './detailsPane';
import type { LocksPane } from './locksPane';
import type { SideView } from './model/savedTasksState';

/** What stands beside the list: what is known of the current task, who waits for which lock, or nothing. */
export class SidePane {
  constructor(
    private shownView: SideView,
    private readonly panes: { readonly details: DetailsPane; readonly locks: LocksPane },
    /** Of the panel: its classes say how wide the list may be. */
    private readonly root: HTMLElement,
    private readonly changed: (view: SideView) => void,
  ) {}

  get view(): SideView {
    return this.shownView;
  }

  toggle(view: Exclude<SideView, 'none'>): void {
    this.show(this.shownView === view ? 'none' : view);
  }

  show(view: SideView): void {
    const { panes, root } = this;
    this.shownView = view;
    panes.details.root.hidden = view !== 'details';
    panes.locks.isShown = view === 'locks';
    root.classList.toggle('without-side', view === 'none');
    root.classList.toggle('with-locks', view === 'locks');
    this.changed(view);
  }
}
