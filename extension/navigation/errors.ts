import { VmcoreError } from '../../core/base/errors';

export function viewMissing(view: string): VmcoreError {
  return new VmcoreError('view-missing', `There is no view “${view}” here.`, 'Please report this.');
}
