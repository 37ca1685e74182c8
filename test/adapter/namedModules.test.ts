import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { readElfBuildId } from '../../core/debuginfo/elfBuildId';
import { crashDumps, requireDump } from '../dumps/lab/labDump';
import { Conversation } from './conversation';

describe('modules that a launch configuration names', function () {
  this.timeout(120_000);
  let folder: string;
  let conversation: Conversation;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-modules-'));
    conversation = await Conversation.start({ XDG_CACHE_HOME: folder });
  });
  after(async () => {
    await conversation.end();
    rmSync(folder, { recursive: true });
  });

  const moduleOf = (dump: string): string =>
    crashDumps().find(({ name }) => name === dump)!.crash.moduleDebuginfo!;
  const ownModule = moduleOf('x86-6.1-crash-null-deref');
  const { path: core } = requireDump('x86-6.1-crash-null-deref');

  it('are used whatever their files are called', async () => {
    const named = join(folder, 'from-the-build-server');
    cpSync(ownModule, named);
    await conversation.launch({ core, modules: [named], gdb: false });
    assert.ok((await conversation.stack(1)).some(({ name }) => name.endsWith('[labcrash] (faults.c:14)')));
  });

  it('are not used where they are not what was loaded, and the session says what each of them is', async () => {
    const stripped = join(folder, 'stripped.ko');
    const text = join(folder, 'text.ko');
    const nowhere = join(folder, 'nowhere.ko');
    execFileSync('objcopy', ['--strip-debug', ownModule, stripped]);
    writeFileSync(text, 'no module');
    const otherBuild = moduleOf('x86-6.12-crash-null-deref');
    const otherMachine = moduleOf('arm64-6.12-16k-crash-null-deref');
    const told: string[] = [];
    conversation.client.on('output', ({ body }: Dap.OutputEvent) => told.push(body.output));
    const modules = [otherBuild, otherMachine, stripped, text, nowhere];
    await conversation.launch({ core, modules, gdb: false });
    const frames = await conversation.stack(1);
    assert.ok(frames.some(({ name }) => name.endsWith('[labcrash]')));
    assert.ok(!frames.some(({ name }) => name.includes('.c:')));
    const [itsId, wantedId] = [otherBuild, ownModule].map((path) => readElfBuildId(path));
    const advice =
      'Give the debug information of the modules that this kernel had loaded, of the same build.\n';
    assert.deepEqual(told, [
      `${otherBuild} is not used: its build-id is ${itsId}, and that of the loaded labcrash is ${wantedId}. ${advice}`,
      `${otherMachine} is not used: it is for aarch64, and the dump is of x86_64. ${advice}`,
      `${stripped} is not used: it has no line numbers: its debuginfo was stripped. ${advice}`,
      `${text} is not used: it is no ELF file. ${advice}`,
      `There is no file ${nowhere}. Check the path.\n`,
    ]);
  });
});
