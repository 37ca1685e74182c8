import { dirname } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { inTemporaryFolder } from '../dumps/lab/childProcess';
import { vmlinux } from '../dumps/lab/kernels';
import { requireDump } from '../dumps/lab/labDump';
import { newerGdb } from '../dumps/lab/newerGdb';
import { Conversation } from './conversation';
import { valuesOfFrame } from './frameValues';
import { assertGolden, withoutPlaces } from './goldenText';

/** Kernels and forms of dumps; in each of them a person has asked for the crash through /proc/sysrq-trigger. */
const dumps = [
  'x86-5.10-main-kdump-zlib-d31',
  'x86-6.1-kdump-split',
  'x86-6.1-kdump-flattened',
  'x86-6.1-qemu-elf-5level',
  'x86-6.12-kdump-zstd-d31',
];

const expressions = [
  'count',
  'file->f_path.dentry->d_iname',
  '*pos',
  '(long)count - 5',
  'sizeof(*file)',
  'file',
];

describe('a whole conversation with gdb', function () {
  this.timeout(300_000);
  let conversation: Conversation;

  beforeEach(async () => {
    conversation = await Conversation.start();
  });

  afterEach(async () => {
    await conversation.end();
  });

  const noteFrame = async (frame: Dap.StackFrame): Promise<void> => {
    conversation.note(`${frame.name}:`);
    for (const { name, value, type } of await valuesOfFrame(conversation, frame)) {
      conversation.note(`  ${name} = ${value} : ${type ?? ''}`);
    }
  };

  for (const name of dumps) {
    it(`about ${name} is what it always was`, async () => {
      const dump = requireDump(name);
      await conversation.launchWithGdb({ core: dump.path, vmlinux: dump.vmlinux });
      const frames = await conversation.stack(1, 'sysrq_handle_crash (sysrq.c:155)');
      const start = frames.findIndex((frame) => frame.name.startsWith('sysrq_handle_crash'));
      for (const frame of frames.slice(start)) await noteFrame(frame);
      const write = frames.find((frame) => frame.name.startsWith('vfs_write'))!;
      await conversation.scopes(write.id);
      for (const expression of expressions) await conversation.evaluate(expression, write.id);
      const file = await conversation.evaluate('file->f_path', write.id);
      for (const { name: member, type } of await conversation.variables(file!)) {
        conversation.note(`  ${member} : ${type ?? ''}`);
      }
      assertGolden(`gdb-${name}`, withoutPlaces(conversation.transcript));
    });
  }

  it('about a module on arm64, through signed return addresses, is what it always was', async () => {
    const dump = requireDump('arm64-6.12-16k-crash-null-deref');
    await inTemporaryFolder(async (folder) => {
      await conversation.launchWithGdb({
        core: dump.path,
        vmlinux: await vmlinux('arm64-6.12-16k'),
        debuginfoPaths: [dirname(dump.crash!.moduleDebuginfo!)],
        gdb: await newerGdb(folder),
      });
      const frames = await conversation.stack(1, 'labcrash_set_depth [labcrash] (faults.c:14)');
      const start = frames.findIndex((frame) => frame.name.startsWith('labcrash_set_depth'));
      for (const frame of frames.slice(start)) await noteFrame(frame);
      await conversation.evaluate('device->queue', frames[start]!.id);
      await conversation.end();
    });
    assertGolden('gdb-arm64-module', withoutPlaces(conversation.transcript));
  });
});
