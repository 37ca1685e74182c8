import * as zlib from 'node:zlib';
import { Decompress as ZstdStream } from 'fzstd';
import { StructView } from '../../base/structView';
import type { Decompress } from './codec';

/** Node has zstd from 22.15 and 23.8 on; the typings of older releases do not know it. */
type NativeZstd = (stored: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array;
const native = (zlib as { readonly zstdDecompressSync?: NativeZstd }).zstdDecompressSync;

export const decompressZstd: Decompress = (stored, sizeBytes) =>
  native === undefined
    ? decompressInScript(stored, sizeBytes)
    : native(stored, { maxOutputLength: sizeBytes });

/** What zstd's own programs allow unless told otherwise. */
const maxWindowSizeBytes = 128 * 1024 * 1024;

/**
 * fzstd takes memory for any window a frame asks for, and its one-call form pads short output with zeros. So only
 * frames that declare their whole size (makedumpfile's and linkers' do) and a sane window are let in, and its stream
 * form is used, block by block.
 */
export function decompressInScript(stored: Uint8Array, sizeBytes: number): Uint8Array {
  const declared = declaredSize(stored);
  if (declared !== sizeBytes) throw new Error(`declares ${declared} bytes`);
  const output = new Uint8Array(sizeBytes);
  let written = 0;
  const stream = new ZstdStream((block) => {
    if (written + block.length > sizeBytes) throw new Error('gives more than it declares');
    output.set(block, written);
    written += block.length;
  });
  stream.push(stored, true);
  return output.subarray(0, written);
}

/** Frame_Content_Size of a frame without dictionary (RFC 8878, 3.1.1.1). */
function declaredSize(stored: Uint8Array): number {
  const view = new StructView(stored, true);
  if (!view.covers(0, 14) || view.u32(0) !== 0xfd2fb528) throw new Error('is no zstd frame');
  const descriptor = view.u8(4);
  if ((descriptor & 3) !== 0) throw new Error('needs a dictionary');
  const isSingleSegment = (descriptor & 0x20) !== 0;
  if (!isSingleSegment) checkWindow(view.u8(5));
  const at = isSingleSegment ? 5 : 6;
  switch (descriptor >>> 6) {
    case 0:
      if (!isSingleSegment) throw new Error('does not declare its size');
      return view.u8(at);
    case 1:
      return view.u16(at) + 256;
    case 2:
      return view.u32(at);
    default:
      return Number(view.u64(at));
  }
}

/** Window_Descriptor: a power of two, and eighths of it more. */
function checkWindow(descriptor: number): void {
  const base = 2 ** (10 + (descriptor >>> 3));
  const sizeBytes = base + (base / 8) * (descriptor & 7);
  if (sizeBytes > maxWindowSizeBytes) throw new Error(`asks for a window of ${sizeBytes} bytes`);
}
