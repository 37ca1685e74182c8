import { join, resolve } from 'node:path';

/** The project's folder, seen from out/test/ui/rig, where this file runs. */
export const projectRoot = resolve(__dirname, '../../../..');

/** Where `npm run package` leaves the extension. */
export const extensionPackage = join(projectRoot, 'vmcore.vsix');
