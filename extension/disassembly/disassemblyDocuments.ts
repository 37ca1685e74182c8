import { readFile } from 'node:fs/promises';
import type * as vscode from 'vscode';
import type { DisassemblyData, SourcePlace } from '../../core/protocol/panels/disassemblyRequests';
import type { OpenDumps } from '../dumpHost/openDumps';
import { whenOpen } from '../dumpHost/whenOpen';
import { ReadOnlyFiles, type ReadOnlyFile } from '../readOnlyFiles';
import { findSourceFile } from '../source/findSourceFile';
import { debuginfoPaths, sourceRoots } from '../source/sourceSettings';
import { disassemblyText, type DisassemblyText } from './disassemblyText';
import { parseCodeUri } from './disassemblyUri';

/** One function that is shown. */
export interface ShownCode extends DisassemblyText, ReadOnlyFile {
  readonly data: DisassemblyData;
}

/** Functions as documents that cannot be written; each is read anew when it is opened. */
export class DisassemblyDocuments extends ReadOnlyFiles {
  private readonly shown = new Map<string, ShownCode>();

  constructor(private readonly dumps: OpenDumps<vscode.Uri>) {
    super();
  }

  /** @throws VmcoreError where the dump cannot be opened or no function is there. */
  async read(uri: vscode.Uri): Promise<ShownCode> {
    const key = uri.with({ fragment: '' }).toString();
    const known = this.shown.get(key);
    if (known) return known;
    const { dump, ...where } = parseCodeUri(uri);
    const lease = this.dumps.acquire(dump);
    try {
      const { release } = await whenOpen(lease.dump);
      const data = await lease.dump.request('disassembly', { ...where, debuginfoPaths: debuginfoPaths() });
      const about = release === undefined ? '' : ` of ${release}`;
      const changedMs = Date.now();
      const code = { data, changedMs, ...disassemblyText(data, await sourceReader(data), about) };
      this.shown.set(key, code);
      return code;
    } finally {
      lease.dispose();
    }
  }

  /** Its document was closed. */
  forget(uri: vscode.Uri): void {
    this.shown.delete(uri.with({ fragment: '' }).toString());
  }
}

/** Reads the source files that the code comes from, as far as they are in folders of the person's own. */
async function sourceReader({ lines }: DisassemblyData): Promise<(place: SourcePlace) => string | undefined> {
  const roots = sourceRoots();
  const names = new Set(lines.flatMap(({ source }) => source?.map(({ file }) => file) ?? []));
  const texts = new Map(
    await Promise.all(
      [...names].map(async (name): Promise<[string, readonly string[]]> => {
        const path = await findSourceFile(name, roots);
        return [name, path === undefined ? [] : (await readFile(path, 'utf8')).split('\n')];
      }),
    ),
  );
  return ({ file, line }) => texts.get(file)?.[line - 1];
}
