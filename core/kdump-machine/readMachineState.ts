import { readdir, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { placeOf } from '../kdump-conf/readiness/dumpTarget';
import { imageDirectories, releaseOfImage } from '../kdump-conf/readiness/initramfs';
import type { FileTime, MachineState, Observation } from '../kdump-conf/readiness/machineState';
import type { Target } from '../kdump-conf/target';
import type { LocalMachine } from './localMachine';
import { observe } from './observe';
import { readIfThere } from './readIfThere';
import { observeServices } from './services';

/** The first that is there sets up the dump; RHEL and Fedora have the sysconfig file beside kdump.conf. */
const configurations = ['/etc/kdump.conf', '/etc/default/kdump-tools', '/etc/sysconfig/kdump'] as const;

const readText = (path: string): Promise<string> => readFile(path, 'utf8');

/** Reads what tells whether this machine would capture a dump, with the rights of the user and nothing more. */
export async function readMachineState(machine: LocalMachine, target: Target): Promise<MachineState> {
  const configuration = await findConfiguration();
  const images = await readCaptureImages();
  return {
    facts: await machine.factsForText('text' in configuration ? configuration.text : ''),
    target,
    crashSize: await observe('/sys/kernel/kexec_crash_size', readText),
    crashLoaded: await observe('/sys/kernel/kexec_crash_loaded', readText),
    fadumpRegistered: await observe('/sys/kernel/fadump/registered', readText),
    commandLine: await observe('/proc/cmdline', readText),
    reservedRanges: await observe('/proc/iomem', readReservedRanges),
    services: await observeServices(),
    configuration,
    configurationFiles: (await Promise.all(configurations.map(readFileTime))).flat(),
    captureImages: images.found,
    unlisted: images.unlisted,
    room: await readRoom(configuration, target),
  };
}

async function findConfiguration(): Promise<Observation> {
  const found = await Promise.all(configurations.map((path) => observe(path, readText)));
  return found.find((each) => !('failure' in each && each.missing)) ?? missing(configurations.join(', '));
}

function missing(source: string): Observation {
  return { source, failure: 'does not exist', missing: true };
}

/** Without root's rights every address is zero, and says nothing. */
async function readReservedRanges(path: string): Promise<string> {
  const lines = (await readText(path)).split('\n').map((line) => line.trim());
  return lines.filter((line) => line.endsWith('Crash kernel') && !/^0+-0+ /.test(line)).join('\n');
}

async function readFileTime(path: string): Promise<FileTime[]> {
  const found = await readIfThere(path, (file) => stat(file));
  return found === undefined ? [] : [{ path, changedMs: found.mtimeMs }];
}

async function readCaptureImages(): Promise<{ readonly found: FileTime[]; readonly unlisted: string[] }> {
  const found: FileTime[] = [];
  const unlisted: string[] = [];
  for (const directory of imageDirectories) {
    const listed = await observe(directory, async (path) => (await readdir(path)).join('\0'));
    if ('failure' in listed) {
      if (!listed.missing) unlisted.push(directory);
      continue;
    }
    const paths = listed.text.split('\0').map((name) => join(directory, name));
    for (const path of paths.filter((each) => releaseOfImage(each) !== undefined))
      found.push(...(await readFileTime(path)));
  }
  return { found, unlisted };
}

async function readRoom(configuration: Observation, target: Target): Promise<Observation> {
  const place = placeOf({ configuration, target });
  if (place?.kind !== 'directory') return missing('the directory of dumps');
  return observe(place.path, async (path) => {
    const { bavail, bsize } = await statfs(path);
    return String(bavail * bsize);
  });
}
