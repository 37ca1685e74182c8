/** `$(name)` is a picture in a status bar item, a lens or a pick list, and a task may be called so. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
