import { VmcoreError } from '../../core/base/errors';

/** In Restricted Mode no program is started. */
export function workspaceNotTrusted(engine: string): VmcoreError {
  return new VmcoreError(
    'workspace-not-trusted',
    `Restricted Mode: ${engine} is off, as no program is started for a workspace that is not trusted.`,
    'Run “Workspaces: Manage Workspace Trust” to trust it; all other views work without.',
  );
}

export function filterUnknown(name: string): VmcoreError {
  return new VmcoreError(
    'filter-unknown',
    `“| ${name}” is no filter of this console.`,
    'Use | grep [-i] [-v] [-c] PATTERN, | head [-N], | tail [-N] or | wc -l.',
  );
}
