import { hex, virtualAddress } from '../../base/address';
import type { Kernel } from '../../kernel/kernel';
import type { NameOf } from '../../kernel/nameOf';
import { Attempts } from '../../base/attempts';

/** Names functions by their addresses: `process_timeout`, `req_done [virtio_blk]`; none where the dump has no symbols. */
export function functionNames(kernel: Kernel): NameOf {
  const names = new Attempts().try(() => kernel.codeNames);
  return (address) => {
    const name = address === 0n ? undefined : names?.nameAt(virtualAddress(address));
    if (name?.symbol === undefined) return undefined;
    const offset = name.offset === undefined || name.offset === 0n ? '' : `+${hex(name.offset)}`;
    return `${name.symbol}${offset}${name.module === undefined ? '' : ` [${name.module}]`}`;
  };
}
