import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { head } from '../../../../core/kdump-conf/target';
import { assessReadiness } from '../../../../core/kdump-conf/readiness/assessReadiness';
import { askServer } from '../../../../core/kdump-machine/askServer';
import { LocalMachine } from '../../../../core/kdump-machine/localMachine';
import { observe } from '../../../../core/kdump-machine/observe';
import { readMachineState } from '../../../../core/kdump-machine/readMachineState';

describe('what is read of this machine', () => {
  it('is the same text as in the files, or why there is none', async () => {
    const state = await readMachineState(new LocalMachine(), head);
    assert.deepEqual(state.commandLine, {
      source: '/proc/cmdline',
      text: await readFile('/proc/cmdline', 'utf8'),
    });
    for (const each of [state.crashSize, state.crashLoaded, state.services, state.configuration])
      assert.ok('text' in each || each.failure !== '', each.source);
    assert.equal(assessReadiness(state).checks.length, 7);
  });

  it('tells what is missing from what cannot be read', async () => {
    const read = (path: string): Promise<string> => readFile(path, 'utf8');
    assert.deepEqual(await observe('/nowhere/at/all', read), {
      source: '/nowhere/at/all',
      failure: 'does not exist',
      missing: true,
    });
    const directory = await observe('/', read);
    assert.ok('failure' in directory && !directory.missing);
  });
});

describe('a server that is asked', () => {
  it('answers, or refuses', async () => {
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    assert.deepEqual(await askServer('127.0.0.1', port), { server: `127.0.0.1:${port}` });
    server.close();
    await once(server, 'close');
    assert.deepEqual(await askServer('127.0.0.1', port), {
      server: `127.0.0.1:${port}`,
      failure: 'it refuses connections',
    });
  });
});
