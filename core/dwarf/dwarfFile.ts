import { lazy } from '../base/lazy';
import type { Problem } from '../base/problem';
import { attribute } from './constants';
import type { DebugSections } from './debugSections';
import { callPlace, findFunctionChain } from './functionChain';
import { FunctionNames } from './functionNames';
import type { LineHeader } from './lineHeader';
import { findLineRow } from './lineProgram';
import { locationOf, readLineHeader } from './sourceFiles';
import type { SourceFrame, SourceLocation } from './sourceFrame';
import type { Attributes, Unit } from './unit';
import { Units } from './units';

/**
 * The debuginfo of a kernel or module. Nothing is read ahead: an address costs its unit's entries and line numbers,
 * some ten thousand bytes of the half gigabyte that a vmlinux takes.
 */
export class DwarfFile {
  private readonly units: Units;
  private readonly names: FunctionNames;
  private readonly lineHeaders = new WeakMap<Unit, () => LineHeader | undefined>();

  constructor(private readonly sections: DebugSections) {
    this.units = new Units(sections);
    this.names = new FunctionNames(this.units, sections.alternate && new Units(sections.alternate));
  }

  get path(): string {
    return this.sections.path;
  }

  /** What is wrong with the debuginfo, as far as it was read. */
  get problems(): readonly Problem[] {
    return this.sections.problems;
  }

  /**
   * The functions at an address of the file, innermost first: those inlined there, and last the one they are part of.
   * Empty where the debuginfo knows nothing of the address.
   */
  framesAt(address: bigint): readonly SourceFrame[] {
    for (const unit of this.units.at(address)) {
      const frames = this.framesIn(unit, address);
      if (frames.length > 0) return frames;
    }
    return [];
  }

  close(): void {
    this.sections.close();
  }

  private framesIn(unit: Unit, address: bigint): readonly SourceFrame[] {
    const header = this.lineHeader(unit);
    const row = header && findLineRow(header, unit.header.addressSizeBytes, address);
    const location = header && row && locationOf(unit, header, row);
    const chain = findFunctionChain(unit, address);
    if (chain.length === 0) {
      this.reportSplit(unit);
      return location ? [{ functionName: undefined, location, isInlined: false }] : [];
    }
    const places = [...chain.slice(1).map((inlined) => this.callLocation(unit, inlined)), location];
    return chain
      .map((attributes, index) => ({
        functionName: this.names.nameOf(unit, attributes),
        location: places[index],
        isInlined: index > 0,
      }))
      .reverse();
  }

  /** The functions of such a unit are in a file of its own, beside the object files of the build. */
  private reportSplit({ root }: Unit): void {
    if (!root.has(attribute.splitName) && !root.has(attribute.gnuSplitName)) return;
    this.sections.report({
      code: 'debuginfo-split',
      message: `${this.path} has line numbers alone: the rest of its debuginfo was split off (CONFIG_DEBUG_INFO_SPLIT), so inlined functions are not known.`,
    });
  }

  private callLocation(unit: Unit, inlined: Attributes): SourceLocation | undefined {
    const header = this.lineHeader(unit);
    return header && locationOf(unit, header, callPlace(inlined));
  }

  private lineHeader(unit: Unit): LineHeader | undefined {
    let read = this.lineHeaders.get(unit);
    if (read === undefined) this.lineHeaders.set(unit, (read = lazy(() => readLineHeader(unit))));
    return read();
  }
}
