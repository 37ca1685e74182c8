import type { NavigationActions } from '../panel/navigationControls';
import type { PageHost } from './pageHost';

/** What the controls for moving between views do in a log. */
export function waysOut(
  { request }: Pick<PageHost, 'request'>,
  failed: (error: unknown) => void,
): NavigationActions {
  return {
    back: () => {
      request('back', null).catch(failed);
    },
    forward: () => {
      request('forward', null).catch(failed);
    },
    goTo: (text, beside) => {
      request('goTo', { text, beside }).catch(failed);
    },
  };
}
