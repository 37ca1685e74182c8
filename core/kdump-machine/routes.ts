import type { Route } from '../kdump-conf/machineFacts';

const up = 0x1;
const refuses = 0x200;

/** Reads /proc/net/route (fib_route_seq_show in net/ipv4/fib_trie.c); lines of another form are passed over. */
export function parseRoutes(text: string): Route[] {
  return text.split('\n').flatMap((line): Route[] => {
    const fields = line.trim().split(/\s+/);
    const [interfaceName = '', destination = '', , flags = '', , , metric = '', mask = ''] = fields;
    if (![destination, mask].every((field) => /^[0-9A-F]{8}$/i.test(field))) return [];
    const bits = Number.parseInt(flags, 16);
    if ((bits & up) === 0 || (bits & refuses) !== 0) return [];
    const prefixLength = bytesOf(mask).reduce((sum, byte) => sum + onesIn(byte), 0);
    return [
      { interfaceName, destination: bytesOf(destination).join('.'), prefixLength, metric: Number(metric) },
    ];
  });
}

/** The kernel prints the number as its processor keeps it: the first byte is the last on all that run VS Code. */
function bytesOf(hex: string): number[] {
  return [6, 4, 2, 0].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

function onesIn(byte: number): number {
  return byte.toString(2).replaceAll('0', '').length;
}
