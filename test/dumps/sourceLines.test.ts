import assert from 'node:assert/strict';
import { openDebuginfo } from '../../core/debuginfo/openDebuginfo';
import { elfHeaderSizeBytes, parseElfHeader } from '../../core/dump/elfHeader';
import { readElfSections } from '../../core/dump/elfSections';
import { openFile } from '../../core/dump/openFile';
import { readBytes } from '../../core/dump/readBytes';
import type { DwarfFile } from '../../core/dwarf/dwarfFile';
import type { SourceFrame } from '../../core/dwarf/sourceFrame';
import { openKernel } from '../../core/kernel/openKernel';
import { Stacks } from '../../core/kernel/tasks/stacks';
import { backtraceData } from '../../core/report/stacks/backtraceData';
import { SourceLines } from '../../core/report/stacks/sourceLines';
import { lookupAddress } from '../../core/unwind/stackFrame';
import { crashDumps, listedDumps, type LabDump } from './lab/labDump';
import { askSourcePeer, type PeerFrame } from './lab/sourcePeers';

/** Reproducible: a failure can be looked at again. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    yield state / 2 ** 32;
  }
}

function codeSections(
  path: string,
): ReadonlyMap<string, { readonly start: bigint; readonly sizeBytes: number }> {
  const source = openFile(path);
  const header = parseElfHeader(readBytes(source, 0, elfHeaderSizeBytes));
  assert.ok(header);
  const sections = readElfSections(source, header).sections.filter(({ flags }) => (flags & 6n) === 6n);
  source.close();
  return new Map(
    sections.map(({ name, address, sizeBytes }) => [name, { start: address, sizeBytes: Number(sizeBytes) }]),
  );
}

function randomAddresses(path: string, section: string, count: number): bigint[] {
  const place = codeSections(path).get(section);
  assert.ok(place, `${path} has ${section}`);
  const numbers = randomNumbers(count);
  return Array.from(
    { length: count },
    () => place.start + BigInt(Math.floor(numbers.next().value * place.sizeBytes)),
  );
}

/** Between functions, where the peers go on with the line of the one before; `__pfx_` names what is patched at boot. */
function isPadding({ functionName }: PeerFrame): boolean {
  return functionName === '??' || functionName.startsWith('__pfx_');
}

/** Where the debuginfo has no function, peers name one by the symbol table, which is not compared. */
function isSame(ours: readonly SourceFrame[], theirs: readonly PeerFrame[]): boolean {
  const [innermost] = theirs;
  if (ours.length === 0) return innermost !== undefined && (!innermost.place || isPadding(innermost));
  // Between functions elfutils goes on with what was inlined last, too.
  const isBetween = ours.length === 1 && ours[0]?.functionName === undefined;
  const compared = isBetween ? theirs.slice(0, 1) : theirs;
  return (
    ours.length === compared.length &&
    ours.every(({ functionName, location }, index) => {
      const place = location && `${location.file}:${location.line}`;
      const isNamed = functionName === undefined || functionName === compared[index]?.functionName;
      return isNamed && place === compared[index]?.place;
    })
  );
}

interface Agreement {
  addresses: number;
  /** With a line in the debuginfo. */
  known: number;
  inlined: number;
  both: number;
  elfutilsOnly: number;
  binutilsOnly: number;
  readonly objections: string[];
}

/** Each answer has to be that of one peer at least; where they differ, one of them is wrong. */
async function compare(
  debuginfo: DwarfFile,
  addresses: readonly bigint[],
  section?: { readonly name: string; readonly start: bigint },
): Promise<Agreement> {
  const places = addresses.map((address) => address - (section?.start ?? 0n));
  const elfutils = await askSourcePeer('eu-addr2line', debuginfo.path, places, section?.name);
  const binutils = await askSourcePeer('addr2line', debuginfo.path, places, section?.name);
  const counts = { known: 0, inlined: 0, both: 0, elfutilsOnly: 0, binutilsOnly: 0 };
  const objections: string[] = [];
  for (const [index, address] of addresses.entries()) {
    const ours = debuginfo.framesAt(address);
    if (ours.length > 0) counts.known++;
    counts.inlined += ours.filter(({ isInlined }) => isInlined).length;
    const isElfutils = isSame(ours, elfutils[index] ?? []);
    const isBinutils = isSame(ours, binutils[index] ?? []);
    if (isElfutils && isBinutils) counts.both++;
    else if (isElfutils) counts.elfutilsOnly++;
    else if (isBinutils) counts.binutilsOnly++;
    else {
      const answers = [ours, elfutils[index], binutils[index]].map((answer) => JSON.stringify(answer));
      objections.push(`${address.toString(16)}:\n  ${answers.join('\n  ')}`);
    }
  }
  return { addresses: addresses.length, ...counts, objections };
}

const table: string[] = [];

function note(name: string, found: Agreement): void {
  const { addresses, known, inlined, both, elfutilsOnly, binutilsOnly } = found;
  table.push(
    `${name.padEnd(44)} ${String(addresses).padStart(6)} addresses, ${known} with lines, ${inlined} inlined; ` +
      `equal to both ${both}, elfutils only ${elfutilsOnly}, binutils only ${binutilsOnly}`,
  );
}

function assertAgrees(name: string, found: Agreement): void {
  note(name, found);
  assert.deepEqual(found.objections, [], name);
  assert.ok(found.known > found.addresses / 2, `${name}: ${found.known} of ${found.addresses} known`);
  assert.ok(found.inlined > found.known / 4, `${name}: ${found.inlined} inlined`);
  // binutils takes the file of a traced function for that of the unit; nothing else may differ from it.
  assert.ok(found.both > 0.95 * found.addresses, `${name}: ${found.both} equal to both`);
}

/** Every address of code on any stack of the dump, as its vmlinux counts. */
async function stackAddresses(dump: LabDump): Promise<readonly bigint[]> {
  const kernel = await openKernel(dump.path);
  try {
    const kaslrOffset = kernel.vmcoreinfo.kaslrOffset ?? 0n;
    const frames = [...new Stacks(kernel).all()].flatMap(({ backtrace }) => backtrace.frames);
    const inKernel = frames.filter((frame) => {
      const name = kernel.codeNames.nameOf(frame);
      return name?.symbol !== undefined && name.module === undefined;
    });
    return inKernel.map((frame) => lookupAddress(frame) - kaslrOffset);
  } finally {
    kernel.dump.close();
  }
}

describe('source lines and inlined functions', function () {
  this.timeout(900_000);

  const dumps = listedDumps().filter(({ complete, kernel }) => complete && !kernel.startsWith('5.'));
  const vmlinuxes = new Set(dumps.flatMap(({ vmlinux }) => vmlinux ?? []));

  it("of 5,000 random addresses in each kernel are addr2line's", async () => {
    assert.ok(vmlinuxes.size >= 2, 'the lab has the debuginfo of two kernels');
    for (const path of vmlinuxes) {
      const debuginfo = openDebuginfo(path);
      assert.ok(debuginfo, path);
      const addresses = [
        ...randomAddresses(path, '.text', 4500),
        ...randomAddresses(path, '.init.text', 500),
      ];
      assertAgrees(path.replace(/.*\//, ''), await compare(debuginfo, addresses));
      assert.deepEqual(debuginfo.problems, []);
      debuginfo.close();
    }
  });

  it("of every frame of every stack are addr2line's", async () => {
    for (const path of vmlinuxes) {
      const addresses = new Set<bigint>();
      const used = dumps.filter(({ vmlinux, how }) => vmlinux === path && !how.endsWith('filtered'));
      for (const dump of used) for (const address of await stackAddresses(dump)) addresses.add(address);
      const debuginfo = openDebuginfo(path);
      assert.ok(debuginfo && addresses.size > 100, `${path}: ${addresses.size}`);
      const name = `${path.replace(/.*\//, '')}: ${used.length} dumps`;
      assertAgrees(name, await compare(debuginfo, [...addresses]));
      debuginfo.close();
    }
  });

  it("of a module, placed anywhere, are addr2line's", async () => {
    const modules = new Set(crashDumps().flatMap(({ crash }) => crash.moduleDebuginfo ?? []));
    assert.ok(modules.size >= 4, `${modules.size} modules`);
    const text = { name: '.text', start: 0xffff_ffff_c012_3000n };
    for (const path of modules) {
      const debuginfo = openDebuginfo(path, {
        findSectionAddress: (name) => (name === text.name ? text.start : undefined),
      });
      assert.ok(debuginfo, path);
      const { sizeBytes } = codeSections(path).get(text.name) ?? { sizeBytes: 0 };
      const addresses = Array.from({ length: sizeBytes }, (_, index) => text.start + BigInt(index));
      const found = await compare(debuginfo, addresses, text);
      note(path.replace(/.*\/(.*)-\w+\//, '$1 '), found);
      assert.deepEqual(found.objections, [], path);
      assert.deepEqual(debuginfo.problems, []);
      // binutils knows relocations of its own machine alone.
      const foreign = debuginfo.path.includes('arm64');
      assert.ok(found.known > 0.9 * sizeBytes, path);
      assert.equal(foreign ? found.both + found.elfutilsOnly : found.both, sizeBytes, path);
      debuginfo.close();
    }
  });

  it('name the statement of the module that crashed the machine', async () => {
    const crashed = crashDumps().filter(
      ({ kernel, crash }) => crash.mode === 'null-deref' && crash.moduleDebuginfo && !kernel.startsWith('5.'),
    );
    assert.ok(crashed.length >= 4);
    for (const { name, path, vmlinux, crash } of crashed) {
      const kernel = await openKernel(path);
      const source = SourceLines.open(kernel, {
        vmlinuxPath: vmlinux,
        debuginfoPaths: [crash.moduleDebuginfo?.replace(/\/[^/]*$/, '') ?? ''],
      });
      const { frames } = backtraceData(kernel.codeNames, new Stacks(kernel).ofPanic(), source);
      const guilty = frames.find(({ kind }) => kind === 'interrupted');
      assert.ok(crash.functions.includes(guilty?.symbol ?? ''), `${name}: ${guilty?.symbol}`);
      assert.match(guilty?.file ?? '', /labcrash\/faults\.c$/, name);
      assert.ok((guilty?.line ?? 0) > 0, name);
      if (vmlinux !== undefined) {
        const unknown = frames.filter(({ file }) => file === undefined).map(({ symbol }) => symbol);
        assert.deepEqual(unknown, [], name);
        assert.ok(
          frames.some(({ inlined }) => inlined),
          name,
        );
      }
      table.push(`${name}: ${guilty?.symbol} at ${guilty?.file}:${guilty?.line}`);
      source.close();
      kernel.dump.close();
    }
  });

  after(() => {
    process.stdout.write(table.map((line) => `    ${line}\n`).join(''));
  });
});
