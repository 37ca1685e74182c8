import type * as vscode from 'vscode';
import type { RequestOptions } from '../../core/protocol/connection';
import type { PlaceChoice, Place, PlaceOf, PlaceView } from '../../core/protocol/place';
import type { TaskContexts } from './context';
import { viewMissing } from './errors';
import type { OpenDumps } from '../dumpHost/openDumps';
import { whenOpen } from '../dumpHost/whenOpen';
import { PlaceHistory } from './placeHistory';

/** Brings a place of its view into sight, in a view that is open or in a new one beside. */
export type ShowPlace<View extends PlaceView> = (
  dump: vscode.Uri,
  place: PlaceOf<View>,
  beside: boolean,
) => unknown;

/** Where links lead: every view is registered here once, and every jump passes through here. */
export class Navigator {
  private readonly views = new Map<PlaceView, (dump: vscode.Uri, place: never, beside: boolean) => unknown>();
  private readonly histories = new Map<string, PlaceHistory>();

  constructor(
    private readonly dumps: OpenDumps<vscode.Uri>,
    /** What links and commands mean that name no task. */
    readonly contexts: Pick<TaskContexts, 'of'>,
  ) {}

  register<View extends PlaceView>(view: View, show: ShowPlace<View>): void {
    this.views.set(view, show);
  }

  async show(dump: vscode.Uri, place: Place, beside = false): Promise<void> {
    this.historyOf(dump).visit(place);
    await this.reveal(dump, place, beside);
  }

  back(dump: vscode.Uri): Promise<void> {
    return this.move(dump, -1);
  }

  forward(dump: vscode.Uri): Promise<void> {
    return this.move(dump, 1);
  }

  /** @throws VmcoreError where the text means nothing in this dump, or the dump cannot be opened. */
  async findPlaces(
    dump: vscode.Uri,
    text: string,
    options?: RequestOptions,
  ): Promise<readonly PlaceChoice[]> {
    const lease = this.dumps.acquire(dump);
    try {
      await whenOpen(lease.dump);
      // Registers and per-cpu variables are those of the task that commands mean.
      const { task, frame } = this.contexts.of(lease.dump) ?? {};
      return (await lease.dump.request('findPlaces', { text, task, frame }, options)).places;
    } finally {
      lease.dispose();
    }
  }

  private async move(dump: vscode.Uri, step: 1 | -1): Promise<void> {
    const place = this.historyOf(dump).move(step);
    if (place) await this.reveal(dump, place, false);
  }

  private async reveal(dump: vscode.Uri, place: Place, beside: boolean): Promise<void> {
    const show = this.views.get(place.view);
    if (!show) throw viewMissing(place.view);
    // It was registered for places of this view.
    await show(dump, place as never, beside);
  }

  private historyOf(dump: vscode.Uri): PlaceHistory {
    const key = dump.toString();
    const history = this.histories.get(key) ?? new PlaceHistory();
    this.histories.set(key, history);
    return history;
  }
}
