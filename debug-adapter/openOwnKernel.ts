import { openKernel } from '../core/kernel/openKernel';
import type { OpenKernel } from './session/sessionState';

/** For a session that shares its dump with nobody. */
export const openOwnKernel: OpenKernel = async (path, files, token) => {
  const kernel = await openKernel(path, token, undefined, files);
  return {
    kernel,
    release: () => {
      kernel.dump.close();
    },
  };
};
