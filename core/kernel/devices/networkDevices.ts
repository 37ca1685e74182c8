import type { VirtualAddress } from '../../base/address';
import { virtualAddress } from '../../base/address';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { walkList } from '../../types/lists';
import type { TypedObject } from '../../types/typedObject';
import { listing, joined, type Listing } from '../listing';

/** A network interface. */
export interface NetworkDevice {
  readonly name: string;
  /** Of its struct net_device. */
  readonly address: VirtualAddress;
  readonly index: number;
  /** The inode by which /proc/PID/ns/net names its namespace. */
  readonly namespace: number | undefined;
  /** As `ip link` shows it: "up", "down", "unknown" … */
  readonly state: string;
  /** Whether somebody switched it on. */
  readonly isUp: boolean;
  readonly mtu: number;
  /** `52:54:00:12:34:56`; undefined where it has none. */
  readonly hardwareAddress: string | undefined;
  /** `10.0.2.15/24` */
  readonly addresses: readonly string[];
}

/** RFC 2863, IF_OPER_ of include/uapi/linux/if.h. */
const states = ['unknown', 'not present', 'down', 'lower layer down', 'testing', 'dormant', 'up'];
/** IFF_UP */
const up = 0x1;
/** MAX_ADDR_LEN of include/linux/netdevice.h. */
const maxAddressBytes = 32;
const maxAddresses = 4096;

/** The interfaces of every network namespace, the first one's first. @throws VmcoreError `variable-missing` */
export function readNetworkDevices(objects: KernelObjects): Listing<NetworkDevice> {
  const namespaces = listing(
    'network namespaces',
    walkList(objects.variable('net_namespace_list', 'list_head'), 'net', 'list'),
    (net) => net,
  );
  const devices = namespaces.entries.map((net) => {
    const namespace = ifKnown(() => net.member('ns').member('inum').number);
    const found = walkList(net.member('dev_base_head'), 'net_device', 'dev_list');
    return listing('network devices', found, (device) => networkDevice(device, namespace));
  });
  const all = joined(devices);
  return { entries: all.entries, problems: [...namespaces.problems, ...all.problems] };
}

function networkDevice(device: TypedObject, namespace: number | undefined): NetworkDevice {
  const state = device.member('operstate').number;
  return {
    name: device.member('name').text,
    address: device.address,
    index: device.member('ifindex').number,
    namespace,
    state: states[state] ?? String(state),
    isUp: (device.member('flags').number & up) !== 0,
    mtu: device.member('mtu').number,
    hardwareAddress: ifKnown(() => readHardwareAddress(device)),
    addresses: [...(ifKnown(() => readIpv4(device)) ?? []), ...(ifKnown(() => readIpv6(device)) ?? [])],
  };
}

/** An array inside the struct until 2.6.31 and a pointer since. */
function readHardwareAddress(device: TypedObject): string | undefined {
  const length = Math.min(device.member('addr_len').number, maxAddressBytes);
  const bytes = readBytes(device, device.member('dev_addr').pointer, length);
  if (!bytes || length === 0) return undefined;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

/** struct in_ifaddr of include/linux/inetdevice.h, the last one's ifa_next being null. */
function readIpv4(device: TypedObject): readonly string[] {
  const found: string[] = [];
  const holder = device.member('ip_ptr').target;
  if (holder.address === 0n) return found;
  let entry = holder.member('ifa_list').target;
  while (entry.address !== 0n && found.length < maxAddresses) {
    const bytes = readBytes(entry, entry.member('ifa_local').address, 4);
    if (bytes) found.push(`${bytes.join('.')}/${entry.member('ifa_prefixlen').number}`);
    entry = entry.member('ifa_next').target;
  }
  return found;
}

/** struct inet6_ifaddr of include/net/if_inet6.h; unknown types mean that the kernel has no IPv6. */
function readIpv6(device: TypedObject): readonly string[] {
  const holder = device.member('ip6_ptr').target;
  if (holder.address === 0n) return [];
  return walkList(holder.member('addr_list'), 'inet6_ifaddr', 'if_list').entries.flatMap((entry) => {
    const bytes = readBytes(entry, entry.address, 16);
    return bytes ? [`${ipv6Text(bytes)}/${entry.member('prefix_len').number}`] : [];
  });
}

/** As RFC 5952 writes it: the longest run of zero groups, and the first of several, becomes `::`. */
export function ipv6Text(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16),
  );
  const runs = groups.map((_, start) => {
    const end = groups.findIndex((group, index) => index >= start && group !== '0');
    return { start, length: (end < 0 ? groups.length : end) - start };
  });
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best));
  if (longest.length < 2) return groups.join(':');
  const behind = groups.slice(longest.start + longest.length);
  return `${groups.slice(0, longest.start).join(':')}::${behind.join(':')}`;
}

function readBytes({ space }: TypedObject, address: bigint, sizeBytes: number): Uint8Array | undefined {
  const bytes = new Uint8Array(sizeBytes);
  return space.memory.read(virtualAddress(address), bytes).length === 0 ? bytes : undefined;
}
