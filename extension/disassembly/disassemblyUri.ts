import type * as vscode from 'vscode';
import { place, type PlaceOf } from '../../core/protocol/place';

export const disassemblyScheme = 'vmcore-dis';

/** What a document of the scheme shows: all of it is in its address, so that a reload brings it back. */
export interface CodeAddress extends PlaceOf<'disassembly'> {
  readonly dump: vscode.Uri;
}

/** `name` is what the tab is called. */
export function codeUri({ dump, ...where }: CodeAddress, name: string): vscode.Uri {
  const file = name.replace(/[^\w.$[\] -]/g, '_');
  return dump.with({
    scheme: disassemblyScheme,
    path: `${dump.path}/${file}.S`,
    query: JSON.stringify({ from: dump.scheme, ...where }),
    fragment: '',
  });
}

/** @throws VmcoreError `bad-request` where it is no address of ours */
export function parseCodeUri(uri: vscode.Uri): CodeAddress {
  const { from = 'file', ...rest } = parseQuery(uri.query);
  const where = place({ ...rest, view: 'disassembly' }, 'disassembly') as PlaceOf<'disassembly'>;
  const path = uri.path.slice(0, uri.path.lastIndexOf('/'));
  return { ...where, dump: uri.with({ scheme: String(from), path, query: '', fragment: '' }) };
}

function parseQuery(query: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(query);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    // Not one of our addresses: the check of the place says so.
    return {};
  }
}
