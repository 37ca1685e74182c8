import type { Observation } from '../kdump-conf/readiness/machineState';

/** What `read` gives for a path, or why it gives nothing. */
export async function observe(path: string, read: (path: string) => Promise<string>): Promise<Observation> {
  try {
    return { source: path, text: await read(path) };
  } catch (error) {
    return { source: path, ...failureOf(error) };
  }
}

function failureOf(error: unknown): { readonly failure: string; readonly missing: boolean } {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { failure: 'does not exist', missing: true };
  if (code === 'EACCES' || code === 'EPERM')
    return { failure: 'may not be read by this user', missing: false };
  return { failure: message, missing: false };
}
