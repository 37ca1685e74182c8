import { isRegularFile, pathByBuildId } from './debuginfoFolders';
import { download, type Debuginfod, type FetchOptions } from './debuginfodDownload';
import { debuginfodMismatch } from './debuginfodErrors';
import { readElfBuildId } from './elfBuildId';

/**
 * The debug information with that build-id: from the cache, or from the first server that has it. Undefined where none
 * has.
 * @throws VmcoreError as `download` does, and `debuginfod-mismatch`
 */
export async function fetchDebuginfo(
  buildId: string,
  server: Debuginfod,
  options: FetchOptions,
): Promise<string | undefined> {
  const path = pathByBuildId(server.cacheFolder, buildId);
  if (path === undefined) return undefined;
  if (isRegularFile(path) && readElfBuildId(path) === buildId) return path;
  const check = (file: string, url: string): void => {
    const found = readElfBuildId(file);
    if (found !== buildId) throw debuginfodMismatch(url, found, buildId);
  };
  const request = `buildid/${buildId}/debuginfo`;
  return (await download({ request, path, check }, server, options)) ? path : undefined;
}
