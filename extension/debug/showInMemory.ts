import * as vscode from 'vscode';
import { errorData } from '../../core/base/errors';
import type { Navigator } from '../navigation/navigator';
import { debugType } from './debugConfigurations';
import { placeOfVariable } from './variablePlace';

/** In the Variables view's menu: shows a variable's bytes in the memory panel of the dump that is debugged. */
export async function showInMemory(navigator: Navigator, context: unknown): Promise<void> {
  const place = placeOfVariable(context);
  const session = vscode.debug.activeDebugSession;
  if (!place || session?.type !== debugType) return;
  try {
    await navigator.show(vscode.Uri.file(String(session.configuration['core'])), place, true);
  } catch (error) {
    const { message, nextStep } = errorData(error);
    void vscode.window.showErrorMessage(`${message} ${nextStep}`);
  }
}
