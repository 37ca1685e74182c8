import { execFile } from 'node:child_process';
import { PrivateFolder } from '../privateFolder';

/** It prints a few lines and leaves. */
const timeoutMs = 5000;
const maxOutputBytes = 64 * 1024;

/** As crash itself says it: `8.0.2`; undefined where it does not. */
export function readCrashVersion(program: string): Promise<string | undefined> {
  const folder = new PrivateFolder();
  const options = {
    cwd: folder.path,
    env: { HOME: folder.path, PATH: process.env['PATH'] },
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: maxOutputBytes,
  } as const;
  return new Promise((resolve) => {
    execFile(program, ['--version'], options, (_, stdout) => {
      folder.dispose();
      resolve(/^crash (\d[\w.]*)/m.exec(stdout)?.[1]);
    });
  });
}
