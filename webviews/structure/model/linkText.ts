/** `struct task_struct.sibling` as it stands in a path; undefined for an empty text, or one that no link can be. */
export function parseLinkText(text: string): string | undefined {
  return /^(?:struct )?(\w+(?:\.[\w.]+)?)$/.exec(text.trim())?.[1];
}
