import { configurationKind } from '../configuration';
import { isDumpTarget } from '../directives/table';
import { shellAssignments } from '../neighbours/shellAssignments';
import { parse } from '../parse';
import { lookUp } from '../reading';
import { remoteHost } from '../senderAddress';
import type { Target } from '../target';
import { defaultPath, judge } from '../verdict';
import { mountTarget, namesMount } from '../checks/mounts';

/** Where a configuration sends dumps. */
export type DumpPlace =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'device'; readonly device: string; readonly raw: boolean }
  | { readonly kind: 'server'; readonly host: string; readonly port: number; readonly name: string }
  | { readonly kind: 'other'; readonly name: string };

/** "server.example.com:22", "[2001:db8::1]:22" */
export function serverName(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

const ports = { nfs: 2049, ssh: 22, sftp: 22, ftp: 21, cifs: 445 } as const;

/** @param fileName absolute path, which tells the distribution's file */
export function dumpPlace(fileName: string, text: string, target: Target): DumpPlace {
  const found = configurationKind(fileName, text);
  if (found.kind !== 'sysconfig') return placeOfKdumpConf(text, target);
  const values = new Map(shellAssignments(text).map(({ name, value }) => [name, value]));
  if (found.dialect === 'suse') return placeOfUrl(values.get('KDUMP_SAVEDIR') ?? '/var/crash');
  const ssh = values.get('SSH') ?? '';
  const nfs = values.get('NFS') ?? '';
  if (nfs !== '') return server(nfs, ports.nfs);
  if (ssh !== '') return server(ssh, ports.ssh);
  return { kind: 'directory', path: values.get('KDUMP_COREDIR') ?? '/var/crash' };
}

function placeOfKdumpConf(text: string, target: Target): DumpPlace {
  const { reading } = judge(parse(text), target);
  const entry = reading.entries.filter(({ option }) => isDumpTarget(option)).at(-1);
  if (entry === undefined) {
    const mount = reading.entries.filter(namesMount).at(-1);
    if (mount !== undefined) return { kind: 'device', device: mountTarget(mount.value).device, raw: false };
    return { kind: 'directory', path: lookUp(reading, 'path')?.value ?? defaultPath };
  }
  switch (entry.option) {
    case 'ssh':
      return server(entry.value, ports.ssh);
    case 'nfs':
    case 'nfs4':
      return server(entry.value, ports.nfs);
    case 'net':
      return server(entry.value, entry.value.includes('@') ? ports.ssh : ports.nfs);
    case 'virtiofs':
      return { kind: 'other', name: `virtiofs ${entry.value}` };
    default:
      return { kind: 'device', device: entry.value, raw: entry.option === 'raw' };
  }
}

/** A directory, or a URL as SUSE's KDUMP_SAVEDIR may be. */
function placeOfUrl(text: string): DumpPlace {
  const url = /^([a-z]+):\/\/(?:[^/@]*@)?(\[[^\]]+\]|[^/:]*)(?::(\d{1,5}))?(\/.*)?$/.exec(text);
  if (url === null) return { kind: 'directory', path: text };
  const [, scheme = '', host = '', port, path = '/'] = url;
  if (scheme === 'file') return { kind: 'directory', path };
  const usual = (ports as Readonly<Record<string, number>>)[scheme];
  if (usual === undefined || host === '') return { kind: 'other', name: text };
  return { kind: 'server', host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? usual), name: text };
}

function server(name: string, port: number): DumpPlace {
  const host = remoteHost(name);
  return host === undefined ? { kind: 'other', name } : { kind: 'server', host, port, name };
}
