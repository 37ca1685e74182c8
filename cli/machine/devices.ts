import { formatAddress } from '../../core/base/address';
import { formatByteSize } from '../../core/base/byteSize';
import { readBlockDevices, type BlockDevice } from '../../core/kernel/devices/blockDevices';
import { readNetworkDevices, type NetworkDevice } from '../../core/kernel/devices/networkDevices';
import type { Kernel } from '../../core/kernel/kernel';
import { Attempts } from '../../core/base/attempts';
import { answering, type Answer } from '../answer';
import { textTable, type Column } from '../textTable';
import { usage } from '../usage';

interface Devices {
  readonly block: readonly BlockDevice[];
  readonly network: readonly NetworkDevice[];
}

/** `vmcore devices`: disks with their partitions and network interfaces, as crash's `dev -d` and `net` print them. */
export const devices = answering(usage.devices, readDevices, devicesText);

function readDevices({ objects }: Kernel): Answer<Devices> {
  const attempts = new Attempts();
  const block = attempts.try(() => readBlockDevices(objects));
  const network = attempts.try(() => readNetworkDevices(objects));
  return {
    data: { block: block?.entries ?? [], network: network?.entries ?? [] },
    problems: [...attempts.problems, ...(block?.problems ?? []), ...(network?.problems ?? [])],
  };
}

function devicesText({ block, network }: Devices): string {
  return `${textTable(blockColumns, block)}\n${textTable(networkColumns, network)}`;
}

const blockColumns: readonly Column<BlockDevice>[] = [
  { title: 'MAJOR:MINOR', value: ({ major, minor }) => `${major}:${minor}`, align: 'right' },
  { title: 'GENDISK', value: ({ disk }) => formatAddress(disk) },
  { title: 'NAME', value: ({ name }) => name },
  { title: 'SIZE', value: ({ sizeBytes }) => formatByteSize(sizeBytes), align: 'right' },
  { title: 'REQUEST_QUEUE', value: ({ requestQueue }) => formatAddress(requestQueue) },
  {
    title: 'IN FLIGHT',
    value: (device) => inFlight(device, ({ reads, writes }) => reads + writes),
    align: 'right',
  },
  { title: 'READ', value: (device) => inFlight(device, ({ reads }) => reads), align: 'right' },
  { title: 'WRITE', value: (device) => inFlight(device, ({ writes }) => writes), align: 'right' },
];

/** Partitions have none of their own. */
function inFlight(
  { partition, inFlight: counts }: BlockDevice,
  pick: (counts: NonNullable<BlockDevice['inFlight']>) => number,
): string | number | undefined {
  return partition === 0 ? counts && pick(counts) : '';
}

const networkColumns: readonly Column<NetworkDevice>[] = [
  { title: 'NET_DEVICE', value: ({ address }) => formatAddress(address) },
  { title: 'NAME', value: ({ name }) => name },
  { title: 'STATE', value: ({ state, isUp }) => (isUp ? state : `${state}, switched off`) },
  { title: 'MTU', value: ({ mtu }) => mtu, align: 'right' },
  { title: 'HARDWARE ADDRESS', value: ({ hardwareAddress }) => hardwareAddress ?? '-' },
  { title: 'IP ADDRESSES', value: ({ addresses }) => addresses.join(', ') },
];
