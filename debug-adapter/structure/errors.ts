import { VmcoreError } from '../../core/base/errors';
import { formatAddress } from '../../core/base/address';

export function rowMissing(path: readonly string[]): VmcoreError {
  return new VmcoreError(
    'row-missing',
    `The object has nothing at place ${path.join(' / ')}.`,
    'Open the object again: what it holds is read anew then.',
  );
}

/** Nobody said what type is meant, and the address does not tell it. */
export function typeUntold(address: bigint): VmcoreError {
  return new VmcoreError(
    'type-untold',
    `Nothing in the dump tells which type stands at ${formatAddress(address)}.`,
    'Name the type: task_struct, dentry, …',
  );
}

export function notAChain(type: string): VmcoreError {
  return new VmcoreError(
    'not-a-chain',
    `${type} is no head of a list or a tree that can be followed.`,
    'Choose a list_head, hlist_head, rb_root, xarray or maple_tree.',
  );
}

export function linkUnfit(text: string): VmcoreError {
  return new VmcoreError(
    'link-unfit',
    `“${text.slice(0, 100)}” is no struct of this kernel with a member that lists go through.`,
    'Write struct and member, such as task_struct.sibling.',
  );
}

export function objectMissing(text: string): VmcoreError {
  return new VmcoreError(
    'object-missing',
    `“${text.slice(0, 100)}” is no address, symbol or expression of this dump.`,
    'Try hex digits, init_task, pid:1, runqueues:0 (of cpu 0), or init_task.mm.',
  );
}
