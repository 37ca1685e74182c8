import { execFile } from 'node:child_process';
import { PrivateFolder } from './privateFolder';

/** It prints a few lines and leaves. */
const timeoutMs = 5000;
const maxOutputBytes = 64 * 1024;

/** How the programs begin what they say of themselves; gdb's own version comes after the distribution's. */
const patterns = {
  crash: /^crash (\d[\w.]*)/m,
  gdb: /^GNU gdb\b.*\s(\d[\w.]*)\S*\s*$/m,
} as const;

/** As the program itself says it: `8.0.2`; undefined where it does not. */
export function readProgramVersion(
  program: string,
  name: keyof typeof patterns,
): Promise<string | undefined> {
  const folder = new PrivateFolder();
  const options = {
    cwd: folder.path,
    env: { HOME: folder.path, PATH: process.env['PATH'] },
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: maxOutputBytes,
  } as const;
  return new Promise((resolve) => {
    execFile(program, [...(name === 'gdb' ? ['-nx', '-nh'] : []), '--version'], options, (_, stdout) => {
      folder.dispose();
      resolve(patterns[name].exec(stdout)?.[1]);
    });
  });
}
