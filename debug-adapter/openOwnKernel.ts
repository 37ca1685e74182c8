import { prepareTypes } from '../core/kernel/sources/prepareTypes';
import { openKernel } from '../core/kernel/openKernel';
import type { OpenKernel } from './session/sessionState';

/** For a session that shares its dump with nobody. */
export const openOwnKernel: OpenKernel = async (path, files, token) => {
  const kernel = await openKernel(path, token, undefined, files);
  try {
    await prepareTypes(kernel, token);
  } catch (error) {
    kernel.dump.close();
    throw error;
  }
  return {
    kernel,
    release: () => {
      kernel.dump.close();
    },
  };
};
