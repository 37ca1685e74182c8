/** What `read` gives, or undefined where the file is missing, unreadable or of a kind that cannot be read. */
export async function readIfThere<Value>(
  path: string,
  read: (path: string) => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await read(path);
  } catch {
    // The caller is asking whether there is something to know, and there is not.
    return undefined;
  }
}
