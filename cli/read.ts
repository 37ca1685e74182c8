import { hex, physicalAddress, virtualAddress } from '../core/base/address';
import { GapList } from '../core/dump/gapList';
import type { Gap } from '../core/dump/physicalMemory';
import { openDump } from '../core/dump/openDump';
import { Kernel } from '../core/kernel/kernel';
import { parseAddress, parseLength } from './addressArgument';
import { parseCommandLine, requireOperands } from './arguments';
import { bytesMissing } from './errors';
import { hexDump } from './hexDump';
import { fileOptions, kernelFiles } from './kernelFileOptions';
import { openDumpFile } from './openDumpFile';
import { jsonArray, writeLines, writeNotice, writeOutput } from './output';
import { Progress } from './progress';
import { symbolAddress } from './symbolAddress';
import { usage, UsageError } from './usage';

const options = {
  ...fileOptions,
  phys: { type: 'boolean' },
  raw: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** Read, written and forgotten piece by piece: a length of gigabytes needs no memory. */
const pieceSizeBytes = 1024 * 1024;

/** `vmcore read`: memory by virtual or physical address. */
export async function read(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.read);
  const operands = requireOperands(positionals, ['FILE', 'ADDRESS', 'LENGTH'], usage.read);
  const [path = '', addressText = '', lengthText = ''] = operands;
  if (values.raw && values.json) throw new UsageError('--raw and --json exclude each other', usage.read);
  const isPhysical = values.phys ?? false;
  const wanted = parseAddress(addressText, usage.read);
  const sizeBytes = parseLength(lengthText, usage.read);
  if (isPhysical && wanted.symbol !== undefined) {
    throw new UsageError('a symbol has no physical address', usage.read);
  }
  const kernel = isPhysical ? new Kernel(openDump(path)) : await openDumpFile(path, kernelFiles(values));
  try {
    const start =
      wanted.symbol === undefined ? wanted.offset : symbolAddress(kernel, wanted.symbol) + wanted.offset;
    const form = values.raw ? writeRaw : values.json ? writeJson : writeHex;
    form({ kernel, start, sizeBytes, isPhysical });
  } finally {
    kernel.dump.close();
  }
}

interface Request {
  readonly kernel: Kernel;
  readonly start: bigint;
  readonly sizeBytes: number;
  readonly isPhysical: boolean;
}

interface Piece {
  readonly start: bigint;
  readonly bytes: Uint8Array;
  readonly gaps: readonly Gap[];
}

function* pieces({ kernel, start, sizeBytes, isPhysical }: Request): Iterable<Piece> {
  const progress = new Progress('Reading memory', true);
  for (let offset = 0; offset < sizeBytes; offset += pieceSizeBytes) {
    const bytes = new Uint8Array(Math.min(pieceSizeBytes, sizeBytes - offset));
    const at = start + BigInt(offset);
    const gaps = isPhysical
      ? kernel.dump.memory.read(physicalAddress(at), bytes)
      : kernel.memory.read(virtualAddress(at), bytes);
    yield { start: at, bytes, gaps };
    progress.listener(offset + bytes.length, sizeBytes);
  }
  progress.finish();
}

function writeHex(request: Request): void {
  let lastReason = '';
  for (const { start, bytes, gaps } of pieces(request)) {
    writeLines(hexDump(start, bytes, gaps));
    for (const gap of gaps) {
      const reason = gapReason(gap);
      if (reason !== lastReason) writeNotice(`from ${hex(start + BigInt(gap.offset))}: ${reason}`);
      lastReason = reason;
    }
  }
}

/** All or nothing up to the first gap: what follows it would stand at the wrong place. */
function writeRaw(request: Request): void {
  for (const { start, bytes, gaps } of pieces(request)) {
    const [gap] = gaps;
    if (gap) throw bytesMissing(start + BigInt(gap.offset), gapReason(gap));
    writeOutput(bytes);
  }
}

/** One object; its runs are written as they are read. */
function writeJson(request: Request): void {
  const { start, sizeBytes, isPhysical } = request;
  const gaps = new GapList();
  const head = `"address":"${hex(start)}","sizeBytes":${sizeBytes},"physical":${String(isPhysical)}`;
  writeOutput(`{${head},"present":\n`);
  writeLines(jsonArray(presentRuns(request, gaps)));
  writeOutput(`,"gaps":${JSON.stringify(gaps.list)}}\n`);
}

/**
 * What is there, in hex digits: bytes inside gaps do not appear at all, lest somebody takes them for data. The gaps on
 * the way go to `gaps`; all offsets count from the start of the request.
 */
function* presentRuns(
  request: Request,
  allGaps: GapList,
): Iterable<{ readonly offset: number; readonly data: string }> {
  let base = 0;
  for (const { bytes, gaps } of pieces(request)) {
    let offset = 0;
    for (const gap of [...gaps, { offset: bytes.length, sizeBytes: 0 }]) {
      if (gap.offset > offset) {
        const data = Buffer.from(bytes.subarray(offset, gap.offset)).toString('hex');
        yield { offset: base + offset, data };
      }
      offset = gap.offset + gap.sizeBytes;
    }
    for (const gap of gaps) allGaps.add(base + gap.offset, gap.sizeBytes, gap.reason, gap.detail);
    base += bytes.length;
  }
}

/** A clause, without a full stop. */
function gapReason({ reason, detail }: Gap): string {
  return detail === undefined ? reason : `${reason}, ${detail.replace(/\.$/, '')}`;
}
