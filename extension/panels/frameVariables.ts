import * as vscode from 'vscode';
import { VmcoreError } from '../../core/base/errors';
import { RequestCancellation, type RequestContext } from '../../core/protocol/connection';
import type { BacktracesPageRequests } from '../../core/protocol/panels/backtracesPage';
import type { OpenDump } from '../dumpHost/openDump';
import { debuginfoPaths } from '../source/sourceSettings';

type FrameVariables = BacktracesPageRequests['variablesOfFrame'];

/** Asks gdb, which the dump host starts for it. @throws VmcoreError `workspace-untrusted`, or as the dump host does */
export async function readFrameVariables(
  dump: OpenDump,
  frame: FrameVariables['params'],
  { token }: RequestContext,
): Promise<FrameVariables['result']> {
  if (!vscode.workspace.isTrusted) throw workspaceUntrusted();
  const cancellation = new RequestCancellation();
  const listening = token.onCancel?.(() => {
    cancellation.cancel();
  });
  try {
    const params = { ...frame, debuginfoPaths: debuginfoPaths() };
    return await dump.request('frameVariables', params, { cancellation });
  } finally {
    listening?.dispose();
  }
}

function workspaceUntrusted(): VmcoreError {
  return new VmcoreError(
    'workspace-untrusted',
    'Restricted Mode: gdb is off.',
    'Trust the workspace to see arguments and locals.',
  );
}
