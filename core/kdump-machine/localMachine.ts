import { readFile } from 'node:fs/promises';
import { hostname, machine, networkInterfaces, release, totalmem } from 'node:os';
import type { FileFact, MachineFacts, NetworkAddress } from '../kdump-conf/machineFacts';
import { wantedFiles } from '../kdump-conf/wantedFiles';
import { isUsedByMachine } from '../kdump-conf/usedFiles';
import { readBlockDevices } from './blockDevices';
import { listDirectory, readFileFact } from './files';
import { readMakedumpfileVersion } from './makedumpfileVersion';
import { readIfThere } from './readIfThere';
import { parseRoutes } from './routes';

/** Devices are plugged in and mounted rarely, and asked for after every key. */
const keepSystemMs = 10_000;

/** Facts about the machine that we run on; it only reads, and starts no program. */
export class LocalMachine {
  private system: { readonly facts: Promise<MachineFacts>; readonly readAtMs: number } | undefined;

  /**
   * Facts for a file at an absolute path. Of a copy, in a repository or a backup, nothing on this machine can be
   * missing; that it names it, counts.
   */
  async factsForFile(path: string, text: string): Promise<MachineFacts> {
    if (isUsedByMachine(path)) return this.factsForText(text);
    const { hostName, addresses } = await this.systemFacts();
    return { ...(hostName && { hostName }), ...(addresses && { addresses }) };
  }

  /** Facts for a configuration of this machine. */
  async factsForText(text: string): Promise<MachineFacts> {
    const paths = wantedFiles(text);
    const [system, found] = await Promise.all([
      this.systemFacts(),
      Promise.all(paths.map(async (path) => [path, await readFileFact(path)] as const)),
    ]);
    const files = found.filter((entry): entry is [string, FileFact] => entry[1] !== undefined);
    return { ...system, files: Object.fromEntries(files) };
  }

  /** Facts for completing a value, and what is in the directory that is being written. */
  async factsWithDirectory(directory: string | undefined): Promise<MachineFacts> {
    const system = await this.systemFacts();
    if (directory === undefined) return system;
    return { ...system, directories: { [directory]: await listDirectory(directory) } };
  }

  private systemFacts(): Promise<MachineFacts> {
    const now = Date.now();
    if (this.system === undefined || now - this.system.readAtMs > keepSystemMs)
      this.system = { facts: readSystemFacts(), readAtMs: now };
    return this.system.facts;
  }
}

function readNetworks(): NetworkAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([interfaceName, found = []]) =>
    found
      .filter(({ internal }) => !internal)
      .map(({ address, cidr }) => ({
        interfaceName,
        address,
        prefixLength: Number(cidr?.split('/')[1] ?? 0),
      })),
  );
}

/** `hostname -I`, which kdump asks, leaves them out. */
function isLinkLocal(address: string): boolean {
  return /^fe[89ab]/i.test(address);
}

async function readSystemFacts(): Promise<MachineFacts> {
  const blockDevices = await readBlockDevices();
  const kernelCommandLine = await readIfThere('/proc/cmdline', (path) => readFile(path, 'utf8'));
  const networks = readNetworks();
  const routes = await readIfThere('/proc/net/route', (path) => readFile(path, 'utf8'));
  const makedumpfileVersion = await readMakedumpfileVersion();
  return {
    hostName: hostname(),
    addresses: networks.map(({ address }) => address).filter((address) => !isLinkLocal(address)),
    networks,
    ...(routes === undefined ? {} : { routes: parseRoutes(routes) }),
    memoryBytes: totalmem(),
    hardware: machine(),
    kernelRelease: release(),
    ...(makedumpfileVersion === undefined ? {} : { makedumpfileVersion }),
    ...(blockDevices === undefined ? {} : { blockDevices }),
    ...(kernelCommandLine === undefined ? {} : { kernelCommandLine: kernelCommandLine.trim() }),
  };
}
