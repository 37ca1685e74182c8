import { formatAddress } from '../../core/base/address';
import { readMounts, type Mount } from '../../core/kernel/files/mounts';
import { answering } from '../answer';
import { textTable } from '../textTable';
import { usage } from '../usage';

/** `vmcore mounts`: the mounted file systems, as crash's `mount` prints them. */
export const mounts = answering(
  usage.mounts,
  ({ objects }) => {
    const { entries: data, problems } = readMounts(objects);
    return { data, problems };
  },
  (found) => textTable(columns, found),
);

const columns = [
  { title: 'MOUNT', value: ({ address }: Mount) => formatAddress(address) },
  { title: 'SUPERBLK', value: ({ superBlock }: Mount) => formatAddress(superBlock) },
  { title: 'TYPE', value: ({ type }: Mount) => type },
  { title: 'DEVNAME', value: ({ device }: Mount) => device },
  {
    title: 'DIRNAME',
    value: ({ directory, readOnly }: Mount) => `${directory}${readOnly ? '  (read-only)' : ''}`,
  },
];
