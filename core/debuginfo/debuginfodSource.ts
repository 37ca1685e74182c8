import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { isFileName, isRegularFile } from './debuginfoFolders';
import { download, type Debuginfod, type FetchOptions } from './debuginfodDownload';

/** A source file of the machine that built a kernel or module. */
export interface WantedSource {
  /** Of what was compiled from it; hex digits. */
  readonly buildId: string;
  /** As debuginfo names it, a relative name behind the folder of the compilation (DW_AT_comp_dir). */
  readonly file: string;
}

/** The kernel's largest header, generated for graphics hardware, has a tenth of it. */
const maxSourceSizeBytes = 64 * 1024 * 1024;

/**
 * Where the source lies once it was fetched; undefined for a file that no server can have: its path is not absolute, as
 * where the folder of the compilation was mapped to a relative one.
 */
export function cachedSourcePath(wanted: WantedSource, cacheFolder: string): string | undefined {
  const file = servedName(wanted);
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (!/^[0-9a-f]{4,}$/.test(wanted.buildId) || !file.startsWith('/') || !isFileName(name)) return undefined;
  // Many files of a kernel have one name: the hash of the path tells them apart.
  const folder = createHash('sha256').update(file).digest('hex').slice(0, 16);
  return join(cacheFolder, 'sources', wanted.buildId, folder, name);
}

/**
 * The source file that something was compiled from: from the cache, or from the first server that has it. Undefined
 * where none has.
 * @throws VmcoreError as `download` does
 */
export async function fetchSource(
  wanted: WantedSource,
  server: Debuginfod,
  options: FetchOptions,
): Promise<string | undefined> {
  const path = cachedSourcePath(wanted, server.cacheFolder);
  if (path === undefined) return undefined;
  if (isRegularFile(path)) return path;
  const parts = servedName(wanted).split('/').map(encodeURIComponent);
  const request = `buildid/${wanted.buildId}/source${parts.join('/')}`;
  const limited = { maxSizeBytes: maxSourceSizeBytes, ...server };
  return (await download({ request, path }, limited, options)) ? path : undefined;
}

/** Without dot segments, which servers take out as well (RFC 3986, 5.2.4), but what stands before them may refuse. */
function servedName({ file }: WantedSource): string {
  return posix.normalize(file);
}
