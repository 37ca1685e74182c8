import type { NetworkAddress } from './machineFacts';

/** The host of an NFS export, `host:/path` or `[2001:db8::1]:/path`, or of an ssh login, `user@host`. */
export function remoteHost(target: string): string | undefined {
  const login = /@([^@]+)$/.exec(target)?.[1];
  return login ?? /^\[([^\]]+)\]:/.exec(target)?.[1] ?? /^([^:/]+):/.exec(target)?.[1];
}

/**
 * The address of this machine that names the directory of a dump on a remote host: the first one of the network
 * interface that leads there (get_host_ip in kdump.sh). Undefined where that takes knowing the routes.
 */
export function senderAddress(host: string, networks: readonly NetworkAddress[]): string | undefined {
  const names = new Set(networks.map(({ interfaceName }) => interfaceName));
  const nearest = networks.find((network) => isNeighbour(host, network))?.interfaceName;
  const through = nearest ?? (names.size === 1 ? [...names][0] : undefined);
  const own = networks.filter(({ interfaceName }) => interfaceName === through);
  return (own.find(({ address }) => ipv4(address) !== undefined) ?? own[0])?.address;
}

/** Whether the host is given by an address in the same network. */
function isNeighbour(host: string, { address, prefixLength }: NetworkAddress): boolean {
  const [one, other] = [ipv4(host), ipv4(address)];
  if (one === undefined || other === undefined) return false;
  const ignored = 2 ** (32 - prefixLength);
  return Math.floor(one / ignored) === Math.floor(other / ignored);
}

function ipv4(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
