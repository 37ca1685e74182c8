import type { NetworkAddress, Route } from './machineFacts';

/** The host of an NFS export, `host:/path` or `[2001:db8::1]:/path`, or of an ssh login, `user@host`. */
export function remoteHost(target: string): string | undefined {
  const login = /@([^@]+)$/.exec(target)?.[1];
  return login ?? /^\[([^\]]+)\]:/.exec(target)?.[1] ?? /^([^:/]+):/.exec(target)?.[1];
}

/**
 * The addresses of this machine of which one names the directory of a dump on a remote host: the first address of the
 * network interface that leads there (get_host_ip in kdump.sh). More than one where that takes asking a name server.
 */
export function senderAddresses(
  host: string,
  networks: readonly NetworkAddress[],
  routes: readonly Route[] = [],
): string[] {
  const names = [...new Set(networks.map(({ interfaceName }) => interfaceName))];
  const through = interfaceTo(host, networks, routes);
  return (through !== undefined && names.includes(through) ? [through] : names).flatMap((name) => {
    const own = networks.filter(({ interfaceName }) => interfaceName === name);
    return (own.find(({ address }) => ipv4(address) !== undefined) ?? own[0])?.address ?? [];
  });
}

/** As the kernel decides: the narrowest network that holds the address, the lowest metric among equals. */
function interfaceTo(
  host: string,
  networks: readonly NetworkAddress[],
  routes: readonly Route[],
): string | undefined {
  const own = networks.map(({ interfaceName, address, prefixLength }) => ({
    interfaceName,
    destination: address,
    prefixLength,
    metric: 0,
  }));
  return [...routes, ...own]
    .filter((route) => leadsTo(host, route))
    .sort((one, other) => other.prefixLength - one.prefixLength || one.metric - other.metric)[0]
    ?.interfaceName;
}

function leadsTo(host: string, { destination, prefixLength }: Route): boolean {
  const [one, other] = [ipv4(host), ipv4(destination)];
  if (one === undefined || other === undefined) return false;
  const ignored = 2 ** (32 - prefixLength);
  return Math.floor(one / ignored) === Math.floor(other / ignored);
}

function ipv4(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
