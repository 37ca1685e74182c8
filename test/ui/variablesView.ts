import type { Locator } from 'playwright-core';
import type { Workbench } from './rig/workbench';

export function variableRow({ page }: Workbench, text: string): Locator {
  return page.locator('.debug-variables .monaco-list-row', { hasText: text }).first();
}

/** VS Code opens the first scope by itself: the registers, or the arguments where gdb has joined by then. */
export async function openScope(workbench: Workbench, name: string): Promise<void> {
  const scope = variableRow(workbench, name);
  await scope.waitFor();
  if ((await scope.getAttribute('aria-expanded')) === 'false') await scope.click();
}
