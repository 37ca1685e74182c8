import * as vscode from 'vscode';
import type { OpenDump } from '../dumpHost/openDump';

const wordBytes = 8;

/** `holds 0000000000000001`, or why the dump does not tell. */
export async function wordInMemory(dump: OpenDump, address: string): Promise<string> {
  const range = { address, sizeBytes: wordBytes, physical: false };
  const { data, gaps } = await dump.request('readMemory', range);
  const [gap] = gaps;
  if (gap) return vscode.l10n.t('cannot be read: {0}', gap.detail ?? gap.reason);
  // Both machines whose code is decoded here are little-endian.
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const digits = view
    .getBigUint64(0, true)
    .toString(16)
    .padStart(wordBytes * 2, '0');
  return vscode.l10n.t('holds {0}', digits);
}
