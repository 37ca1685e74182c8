import { formatBytes } from '../sizes';
import { findDevice } from '../warnings/room';
import type { DumpPlace } from './dumpPlace';
import { dumpPlace, serverName } from './dumpPlace';
import type { MachineState } from './machineState';
import type { Evidence, ReadinessCheck } from './readinessCheck';
import { evidenceOf, readinessCheck, textOf } from './readinessCheck';

/** Whether the dump has somewhere to go, and room there. */
export function checkDumpTarget(state: MachineState): ReadinessCheck {
  const place = placeOf(state);
  if (place === undefined) {
    const sentence = 'Without a configuration it cannot be told where a dump goes.';
    return readinessCheck('target', 'unknown', sentence, evidenceOf(state.configuration));
  }
  switch (place.kind) {
    case 'directory':
      return checkDirectory(place.path, state);
    case 'device':
      return checkDevice(place.device, place.raw, state);
    case 'server':
      return checkServer(place, state);
    case 'other': {
      const evidence = [{ source: state.configuration.source, value: place.name }];
      const sentence = `Dumps go to ${place.name}, which cannot be looked at from here.`;
      return readinessCheck('target', 'unknown', sentence, evidence);
    }
  }
}

/** Where the configuration of the machine sends dumps; undefined where it has none. */
export function placeOf({
  configuration,
  target,
}: Pick<MachineState, 'configuration' | 'target'>): DumpPlace | undefined {
  return 'text' in configuration ? dumpPlace(configuration.source, configuration.text, target) : undefined;
}

function checkDirectory(path: string, state: MachineState): ReadinessCheck {
  const free = Number(textOf(state.room) ?? Number.NaN);
  const evidence = evidenceOf(state.room);
  if (!Number.isFinite(free)) {
    if ('failure' in state.room && !state.room.missing)
      return readinessCheck('target', 'unknown', `What is in ${path} cannot be told.`, evidence);
    const next = `Make the directory as root: mkdir -p ${path}`;
    return readinessCheck(
      'target',
      'not-ready',
      `${path} does not exist: kdump’s service does not start then.`,
      evidence,
      next,
    );
  }
  return judgeRoom(path, free, state, [{ source: path, value: `${formatBytes(free)} free` }]);
}

function checkDevice(name: string, raw: boolean, state: MachineState): ReadinessCheck {
  const { facts } = state;
  if (facts.blockDevices === undefined) {
    const evidence = [{ source: '/run/udev/data', value: 'nothing to read' }];
    return readinessCheck('target', 'unknown', `Whether ${name} exists cannot be told here.`, evidence);
  }
  const device = findDevice(name, facts);
  if (device === undefined) {
    const evidence = [{ source: '/run/udev/data', value: `no ${name} among ${facts.blockDevices.length}` }];
    return readinessCheck('target', 'not-ready', `This machine has no device ${name}.`, evidence);
  }
  const mounted = device.mountPoint === undefined ? 'not mounted' : `mounted on ${device.mountPoint}`;
  const evidence = [{ source: device.path, value: `${device.fileSystem ?? 'no file system'}, ${mounted}` }];
  if (!raw && device.mountPoint === undefined) {
    const sentence = `${device.path} is not mounted: kdump’s service does not start then.`;
    const next = 'Mount it, and add it to /etc/fstab.';
    return readinessCheck('target', 'not-ready', sentence, evidence, next);
  }
  const room = raw ? device.sizeBytes : device.freeBytes;
  if (room === undefined)
    return readinessCheck('target', 'unknown', `The room on ${device.path} is not known.`, evidence);
  return judgeRoom(device.path, room, state, [
    ...evidence,
    { source: device.path, value: `${formatBytes(room)} ${raw ? 'in all' : 'free'}` },
  ]);
}

/** The rule of kdump's own check_size: room for all the memory is always enough. */
function judgeRoom(
  name: string,
  room: number,
  { facts }: MachineState,
  evidence: readonly Evidence[],
): ReadinessCheck {
  const memory = facts.memoryBytes;
  if (memory === undefined)
    return readinessCheck('target', 'unknown', `${name} is there; the memory’s size is not known.`, evidence);
  const all = [...evidence, { source: 'memory', value: formatBytes(memory) }];
  if (room >= memory) return readinessCheck('target', 'ready', `${name} has room for the largest dump.`, all);
  const sentence = `${name} has less room than the machine has memory: a dump may not fit if little is left out.`;
  return readinessCheck('target', 'unknown', sentence, all, 'Make room, or leave more out with -d 31.');
}

function checkServer(
  { host, port, name }: Extract<DumpPlace, { kind: 'server' }>,
  { configuration, serverAnswer }: MachineState,
): ReadinessCheck {
  const server = serverName(host, port);
  const evidence = [{ source: configuration.source, value: name }];
  if (serverAnswer?.server !== server) {
    const sentence = `Dumps go to ${name}; ${server} has not been asked.`;
    const next = 'Ask the server, with the button on this line.';
    return { ...readinessCheck('target', 'unknown', sentence, evidence, next), server };
  }
  const { failure } = serverAnswer;
  const asked = [...evidence, { source: server, value: failure ?? 'answers' }];
  const check =
    failure === undefined
      ? readinessCheck(
          'target',
          'ready',
          `${server} answers. Whether it takes a dump only a test shows.`,
          asked,
        )
      : readinessCheck('target', 'not-ready', `${server} cannot be reached: ${failure}.`, asked);
  return { ...check, server };
}
