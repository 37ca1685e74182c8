import type { Overview } from '../../core/protocol/overview';
import type { CopyFormat } from '../../core/protocol/overviewPage';
import type { Place } from '../../core/protocol/place';
import { button, element } from '../shared/element';
import { strings } from './strings';

export interface OverviewActions {
  readonly showLog: (logIndex?: number) => void;
  /** Follows a link to another view. */
  readonly show: (place: Place, beside?: boolean) => void;
  readonly copy: (format: CopyFormat) => void;
  readonly saveReport: () => void;
}

/** The first thing read: why the machine went down, and the ways on from here. */
export function panicHeader({ panic, log }: Overview, actions: OverviewActions): HTMLElement {
  const showLog = button(
    strings.showLog,
    () => {
      actions.showLog(panic?.logIndex);
    },
    'l',
  );
  showLog.className = 'primary';
  return element(
    'header',
    {},
    panic
      ? element(
          'h1',
          { tabindex: '-1' },
          element('span', { class: 'severity' }, strings.panic),
          ' ',
          panic.message,
        )
      : element('h1', { tabindex: '-1' }, strings.noPanic),
    element(
      'div',
      { class: 'actions' },
      log.count > 0 ? showLog : undefined,
      button(
        strings.showBacktraces,
        () => {
          actions.show({ view: 'backtraces' });
        },
        'b',
      ),
      button(
        strings.showTasks,
        () => {
          actions.show({ view: 'tasks' });
        },
        'p',
      ),
      button(
        strings.copy,
        () => {
          actions.copy('crash');
        },
        'c',
      ),
      button(strings.report, actions.saveReport),
    ),
  );
}
