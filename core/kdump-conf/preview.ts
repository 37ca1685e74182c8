import type { AllowedValue } from './directives/directive';
import { captureCommand, collectorOf, fileOverSsh } from './captureCommand';
import { mountTarget, namesMount } from './checks/mounts';
import { failureActions, failureActionsOfRhel6, finalActions } from './directives/actions';
import { isDumpTarget } from './directives/table';
import { parseCommandLine } from './makedumpfile/commandLine';
import { spellLevel, writtenLevels } from './makedumpfile/dumpLevel';
import type { MachineFacts } from './machineFacts';
import { parse } from './parse';
import type { Reading } from './reading';
import { lookUp } from './reading';
import { remoteHost, senderAddresses } from './senderAddress';
import { formatBytes } from './sizes';
import type { Target } from './target';
import { defaultPath, judge } from './verdict';
import { words } from './whiteSpace';

/** What will happen on a crash, as data; every sentence is for people. */
export interface CrashPreview {
  /** Whether kdump would start at all with this file. */
  readonly starts: boolean;
  readonly destination: Destination;
  /** The command as the capture script runs it. */
  readonly command: string;
  readonly size: { readonly sentence: string; readonly mostBytes?: number };
  readonly onFailure: string;
  readonly afterwards: string;
}

export interface Destination {
  readonly kind: 'path' | 'file system' | 'raw' | 'nfs' | 'ssh' | 'virtiofs' | 'dracut mount';
  readonly sentence: string;
  /** The device, export or login; absent when `path` alone decides. */
  readonly target?: string;
  /** The directory of this dump, with host and time; absent for raw targets. */
  readonly directory?: string;
  readonly files: readonly string[];
}

/** When and on which machine; the capture kernel asks its own clock and network. */
export interface CrashMoment {
  readonly now: Date;
  readonly facts?: MachineFacts;
}

export function previewCrash(text: string, target: Target, moment: CrashMoment): CrashPreview {
  const { reading, accepted } = judge(parse(text), target, moment.facts);
  const destination = destinationOf(reading, moment);
  const collector = collectorOf(reading);
  return {
    starts: accepted,
    destination,
    command: captureCommand(reading, destination),
    size: sizeOf(collector, moment.facts),
    onFailure: failureSentence(reading),
    afterwards: finalSentence(reading),
  };
}

/** `date +%Y-%m-%d-%T`; RHEL 6 leaves the seconds out. */
function timeStamp(now: Date, target: Target): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const minute = `${two(now.getHours())}:${two(now.getMinutes())}`;
  return target.distribution === 'el6' ? `${day}-${minute}` : `${day}-${minute}:${two(now.getSeconds())}`;
}

const logs = ['vmcore-dmesg.txt', 'kexec-dmesg.log'];

function destinationOf(reading: Reading, { now, facts }: CrashMoment): Destination {
  const entry = reading.entries.filter(({ option }) => isDumpTarget(option)).at(-1);
  const mount = reading.entries.filter(namesMount).at(-1);
  const path = (lookUp(reading, 'path')?.value ?? defaultPath).replace(/\/+$/, '').replace(/\/{2,}/g, '/');
  const name = (host: string): string => `${path}/${host}-${timeStamp(now, reading.target)}/`;
  const files = ['vmcore', ...logs];
  if (entry === undefined && mount !== undefined) {
    const target = mountTarget(mount.value).device;
    return {
      kind: 'dracut mount',
      target,
      directory: name('127.0.0.1'),
      files,
      sentence: `To ${target}, which dracut mounts.`,
    };
  }
  if (entry === undefined) {
    return {
      kind: 'path',
      directory: name('127.0.0.1'),
      files,
      sentence: `To ${path} of this machine’s own file systems.`,
    };
  }
  const target = entry.value;
  const host = senderName(target, facts);
  switch (entry.option === 'net' ? (target.includes('@') ? 'ssh' : 'nfs') : entry.option) {
    case 'raw':
      return {
        kind: 'raw',
        target,
        files: [],
        sentence: `Straight onto ${target}; the next start of kdump copies it to ${path}.`,
      };
    case 'ssh':
      return {
        kind: 'ssh',
        target,
        directory: name(host),
        files: [fileOverSsh(reading), ...logs],
        sentence: `Through ssh to ${target}.`,
      };
    case 'nfs':
    case 'nfs4':
      return { kind: 'nfs', target, directory: name(host), files, sentence: `To the NFS export ${target}.` };
    case 'virtiofs':
      return {
        kind: 'virtiofs',
        target,
        directory: name('127.0.0.1'),
        files,
        sentence: `To the host’s share ${target}.`,
      };
    default:
      return {
        kind: 'file system',
        target,
        directory: name('127.0.0.1'),
        files,
        sentence: `To the ${entry.option} file system on ${target}.`,
      };
  }
}

/** The capture script asks for the way to the server; a name that needs a name server leaves a choice. */
function senderName(target: string, facts: MachineFacts | undefined): string {
  const addresses = senderAddresses(remoteHost(target) ?? '', facts?.networks ?? [], facts?.routes);
  if (addresses.length === 0) return '<address of this machine>';
  return addresses.length === 1 ? addresses.join('') : `<${addresses.join(' or ')}>`;
}

/** The rule: at most the memory, less what the level leaves out, less what compression saves. */
function sizeOf(collector: string, facts: MachineFacts | undefined): CrashPreview['size'] {
  const [command, ...given] = words(collector.slice(0, 10_000));
  const memory = facts?.memoryBytes;
  const most =
    memory === undefined ? 'as large as the memory' : `${formatBytes(memory)}, the size of the memory`;
  const bound = memory === undefined ? {} : { mostBytes: memory };
  if (command?.text.endsWith('makedumpfile') !== true) {
    return { sentence: `The dump is ${most}: nothing is left out and nothing compressed.`, ...bound };
  }
  const { options } = parseCommandLine(given, '999.0.0');
  const argument = options.filter(({ option }) => option.name === '-d').at(-1)?.argument?.text ?? '0';
  const level = writtenLevels(argument)[0]?.level ?? 0;
  const compressed = options.some(({ option }) => ['-c', '-l', '-p', '-z'].includes(option.name));
  const sentence = [
    `Dump level ${level} ${spellLevel(level)}${compressed ? ', and the rest is compressed' : ''}.`,
    level === 31
      ? 'What stays is mostly kernel data, usually a few per cent of the memory.'
      : 'What stays depends on what the machine does.',
    `The worst case is ${most}.`,
  ].join(' ');
  return { sentence, ...bound };
}

function failureSentence(reading: Reading): string {
  const given = lookUp(reading, 'failure_action') ?? lookUp(reading, 'default');
  const actions = reading.target.distribution === 'el6' ? failureActionsOfRhel6 : failureActions;
  const action = actions.find(({ name }) => name === (given?.value ?? 'reboot'));
  if (action === undefined) return `'${given?.value ?? ''}' is no action: kdump does not start.`;
  const byDefault = given === undefined ? ' That is the default.' : '';
  return `When the dump cannot be saved: ${action.meaning}.${byDefault}`;
}

function finalSentence(reading: Reading): string {
  const given = lookUp(reading, 'final_action');
  const action =
    reading.target.distribution === 'el6'
      ? finalActionOfRhel6(reading)
      : finalActions.find(({ name }) => name === (given?.value ?? 'reboot'));
  if (action === undefined) return `'${given?.value ?? ''}' is no action: kdump does not start.`;
  return `After the dump: ${action.meaning}.${given === undefined && action.name === 'reboot' ? ' That is the default.' : ''}`;
}

/** Its one directive `default` also says what follows a dump: to halt, to power off, else to restart. */
function finalActionOfRhel6(reading: Reading): AllowedValue | undefined {
  const given = lookUp(reading, 'default')?.value;
  return (
    finalActions.find(({ name }) => name === given) ?? finalActions.find(({ name }) => name === 'reboot')
  );
}
