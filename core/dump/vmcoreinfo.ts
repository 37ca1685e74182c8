import { virtualAddress, type VirtualAddress } from '../base/address';
import type { Problem } from '../base/problem';

/**
 * What the kernel says of itself for dump tools (kernel/vmcore_info.c, before 6.9 kernel/crash_core.c): lines of
 * KEY=VALUE, among them SYMBOL(name), SIZE(struct), OFFSET(struct.member), LENGTH(array) and NUMBER(name).
 */
export class Vmcoreinfo {
  constructor(
    private readonly values: ReadonlyMap<string, string>,
    readonly problems: readonly Problem[],
  ) {}

  /** The value of a whole key, as text: `text('OSRELEASE')`, `text('SYMBOL(_stext)')`. */
  text(key: string): string | undefined {
    return this.values.get(key);
  }

  symbol(name: string): VirtualAddress | undefined {
    const value = integer(this.text(`SYMBOL(${name})`), 16);
    return value === undefined ? undefined : virtualAddress(value);
  }

  /** Bytes from the start of the structure: `offset('printk_ringbuffer.desc_ring')`. */
  offset(member: string): number | undefined {
    return count(this.text(`OFFSET(${member})`));
  }

  /** Bytes. */
  size(type: string): number | undefined {
    return count(this.text(`SIZE(${type})`));
  }

  /** Elements. */
  length(array: string): number | undefined {
    return count(this.text(`LENGTH(${array})`));
  }

  /** Signed decimal or 0x-hex: both are in use, even for the same name. */
  number(name: string): bigint | undefined {
    return integer(this.text(`NUMBER(${name})`), 10);
  }

  get release(): string | undefined {
    return this.text('OSRELEASE');
  }

  /** Lowercase hex. Some stable kernels write garbage here (6.1.113–118 and others); the image's note knows better. */
  get buildId(): string | undefined {
    return this.text('BUILD-ID')?.toLowerCase();
  }

  get pageSizeBytes(): number | undefined {
    return count(this.text('PAGESIZE'));
  }

  /** Seconds since 1970, by the crashed kernel's clock. */
  get crashTimeSeconds(): number | undefined {
    return count(this.text('CRASHTIME'));
  }

  /** How far KASLR moved the kernel's virtual addresses; hex without 0x in the text. */
  get kaslrOffset(): bigint | undefined {
    return integer(this.text('KERNELOFFSET'), 16);
  }

  get keys(): Iterable<string> {
    return this.values.keys();
  }
}

const maxProblems = 20;

/** Never fails: lines that are no KEY=VALUE become problems. A key that comes twice keeps its first value. */
export function parseVmcoreinfo(bytes: Uint8Array): Vmcoreinfo {
  const values = new Map<string, string>();
  const problems: Problem[] = [];
  const report = (code: string, message: string, line: number): void => {
    if (problems.length < maxProblems) problems.push({ code, message, at: `VMCOREINFO line ${line}` });
  };
  textLines(bytes).forEach((line, index) => {
    if (line === '') return;
    const [, key, value] = /^([^=\s]+)=(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) {
      report('vmcoreinfo-line-damaged', `“${excerpt(line)}” is no KEY=VALUE.`, index + 1);
    } else if (!isPrintable(line)) {
      report('vmcoreinfo-line-damaged', `“${excerpt(line)}” is not plain ASCII.`, index + 1);
    } else if (!values.has(key)) {
      values.set(key, value);
    } else if (values.get(key) !== value) {
      const kept = `the first, ${excerpt(values.get(key) ?? '')}, is used`;
      report(
        'vmcoreinfo-key-doubled',
        `${excerpt(key)} comes twice with different values; ${kept}.`,
        index + 1,
      );
    }
  });
  return new Vmcoreinfo(values, problems);
}

/** Up to the first NUL: the kernel's buffer is a page, the rest of it is empty. */
function textLines(bytes: Uint8Array): readonly string[] {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end))
    .toString('latin1')
    .split('\n');
}

function isPrintable(line: string): boolean {
  return /^[\x20-\x7e]*$/.test(line);
}

function excerpt(line: string): string {
  return line.slice(0, 60).replace(/[^\x20-\x7e]/g, '?');
}

/** `base` says how digits without a 0x are meant. */
function integer(text: string | undefined, base: 10 | 16): bigint | undefined {
  const [, sign, prefix, digits] = /^(-?)(0x)?([0-9a-f]{1,40})$/i.exec(text?.trim() ?? '') ?? [];
  if (digits === undefined) return undefined;
  const isHex = base === 16 || prefix !== undefined;
  if (!isHex && !/^\d+$/.test(digits)) return undefined;
  const value = BigInt(isHex ? `0x${digits}` : digits);
  return sign === '-' ? -value : value;
}

function count(text: string | undefined): number | undefined {
  const value = Number(integer(text, 10));
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
