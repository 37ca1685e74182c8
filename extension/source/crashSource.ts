import type { CrashSource } from '../../core/protocol/crashSource';
import type { OpenDump } from '../dumpHost/openDump';
import { SourceFiles } from './sourceFiles';
import { debuginfoPaths } from './sourceSettings';

/** The source lines of one dump's crashing stack, and the files on this machine that they are in. */
export class CrashSourceFiles {
  private files: SourceFiles | undefined;

  constructor(private readonly dump: OpenDump) {}

  /** Null where no debuginfo is found. @throws VmcoreError as the dump host does */
  async read(): Promise<CrashSource | null> {
    const stack = await this.dump.request('crashSource', { debuginfoPaths: debuginfoPaths() });
    if (stack === null) return null;
    this.files = await SourceFiles.find(stack.frames);
    return { stack, openable: this.files.openable };
  }

  /** Shows a frame's line beside the overview. */
  async open(index: number): Promise<void> {
    await this.files?.open(index);
  }
}
