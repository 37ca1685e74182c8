import type { SourcedStack } from '../../core/protocol/panels/backtracesPage';
import type { OpenDump } from '../dumpHost/openDump';
import { SourceFiles } from './sourceFiles';
import { debuginfoPaths } from './sourceSettings';

const rememberedStacks = 200;

/** The source lines of tasks' stacks, and the files on this machine that they are in. */
export class TaskSourceFiles {
  /** By the task's address; the one read last stands last. */
  private readonly files = new Map<string | undefined, SourceFiles>();

  constructor(private readonly dump: OpenDump) {}

  /** @param task the address of its task_struct; the crashing one's when left out. @throws VmcoreError as the dump host does */
  async read(task: string | undefined): Promise<SourcedStack> {
    const stack = await this.dump.request('taskStackSource', { task, debuginfoPaths: debuginfoPaths() });
    const files = await SourceFiles.find(stack.frames);
    this.files.delete(task);
    this.files.set(task, files);
    for (const oldest of this.files.keys()) {
      if (this.files.size <= rememberedStacks) break;
      this.files.delete(oldest);
    }
    return { stack, openable: files.openable };
  }

  /** Shows the line of a frame, by its index in what was read, beside what is there. */
  async open(task: string | undefined, index: number): Promise<void> {
    await this.files.get(task)?.open(index);
  }
}
