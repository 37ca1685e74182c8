import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './projectRoot';

const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license'];

/** Packs one of the extensions in `standIns` for the rig; the package lies in `folder`. */
export async function packStandIn(name: string, folder: string): Promise<string> {
  const vsix = join(folder, `${name}.vsix`);
  const vsce = join(projectRoot, 'node_modules/@vscode/vsce/vsce');
  await promisify(execFile)(process.execPath, [vsce, 'package', ...options, '--out', vsix], {
    cwd: join(projectRoot, 'test/ui/rig/standIns', name),
  });
  return vsix;
}
