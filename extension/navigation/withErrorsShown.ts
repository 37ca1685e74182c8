import * as vscode from 'vscode';
import { errorData } from '../../core/base/errors';

/** For commands: what goes wrong is said in a message, once. */
export function withErrorsShown<Arguments extends unknown[]>(
  action: (...given: Arguments) => unknown,
): (...given: Arguments) => Promise<void> {
  return async (...given) => {
    try {
      await action(...given);
    } catch (error) {
      const { message, nextStep } = errorData(error);
      void vscode.window.showErrorMessage(`${message} ${nextStep}`);
    }
  };
}
