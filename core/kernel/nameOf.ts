/** The function at an address, as people write it: `process_timeout`, `req_done [virtio_blk]`. */
export type NameOf = (address: bigint) => string | undefined;
