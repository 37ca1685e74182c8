import type { Transport } from '../../core/protocol/connection';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** VS Code hands it out once a page. */
export const vscodeApi: VsCodeApi = acquireVsCodeApi();

/** Messages to and from the extension. */
export function hostTransport(): Transport {
  return {
    post: (message) => {
      vscodeApi.postMessage(message);
    },
    onMessage: (listener) => {
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        listener(data);
      });
    },
  };
}
