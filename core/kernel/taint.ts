import { virtualAddress } from '../base/address';
import { readWhole, type KernelMemory, type WordLayout } from './kernelMemory';
import type { LogTexts } from './log/logTexts';
import type { SymbolTable } from '../symbols/symbolTable';

/** One reason why the kernel was not in the state its makers vouch for. */
export interface TaintFlag {
  readonly letter: string;
  readonly meaning: string;
}

export interface Taint {
  /** The kernel's tainted_mask; undefined when only the log told. */
  readonly mask?: bigint;
  readonly flags: readonly TaintFlag[];
}

/** By bit number: taint_flags of kernel/panic.c and Documentation/admin-guide/tainted-kernels.rst, up to 7.0. */
const taintFlags: readonly TaintFlag[] = [
  { letter: 'P', meaning: 'Proprietary module was loaded' },
  { letter: 'F', meaning: 'Module was force loaded' },
  { letter: 'S', meaning: 'Kernel runs on a processor or system that is out of specification' },
  { letter: 'R', meaning: 'Module was force unloaded' },
  { letter: 'M', meaning: 'Processor reported a machine check exception' },
  { letter: 'B', meaning: 'Bad page was referenced, or page flags were unexpected' },
  { letter: 'U', meaning: 'Taint was requested by a userspace application' },
  { letter: 'D', meaning: 'Kernel died recently: there was an oops or a BUG' },
  { letter: 'A', meaning: 'ACPI table was overridden by the user' },
  { letter: 'W', meaning: 'Kernel issued a warning' },
  { letter: 'C', meaning: 'Staging driver was loaded' },
  { letter: 'I', meaning: 'Workaround for a bug in the platform firmware was applied' },
  { letter: 'O', meaning: 'Out-of-tree module was loaded' },
  { letter: 'E', meaning: 'Unsigned module was loaded' },
  { letter: 'L', meaning: 'Soft lockup occurred' },
  { letter: 'K', meaning: 'Kernel was live patched' },
  { letter: 'X', meaning: 'Auxiliary taint, defined by the distribution' },
  { letter: 'T', meaning: 'Kernel was built with the struct randomization plugin' },
  { letter: 'N', meaning: 'In-kernel test was run' },
  { letter: 'J', meaning: 'Userspace changed a device with a debugging operation of fwctl' },
];

/** The bits of tainted_mask in words; one that this release does not know keeps its number. */
export function describeTaint(mask: bigint): Taint {
  const flags: TaintFlag[] = [];
  for (let bit = 0; bit < 64; bit++) {
    if (((mask >> BigInt(bit)) & 1n) === 0n) continue;
    flags.push(
      taintFlags[bit] ?? { letter: '?', meaning: `Taint bit ${bit}, which the kernel's vendor defined` },
    );
  }
  return { mask, flags };
}

/** From kernel memory. Undefined without the symbol, or when the dump lacks it. */
export function readTaint(
  memory: KernelMemory,
  symbols: Pick<SymbolTable, 'findByName'>,
  words: WordLayout,
): Taint | undefined {
  const address = symbols.findByName('tainted_mask')?.address;
  if (address === undefined) return undefined;
  const mask = readWhole(memory, virtualAddress(address), words.wordSizeBytes, words)?.word(0);
  return mask === undefined ? undefined : describeTaint(mask);
}

/** `Tainted: G           OE      6.1.0-37`: one column a flag; G stands in for an absent P, a space for any other. */
const taintedPattern = /\bTainted: ([GP][A-Z ]*?) +[\w.+~-]*\d/;
const recordsSearched = 2000;

/** From the newest line of the log that prints the flags. Undefined when none does. */
export function findTaintInLog(log: LogTexts): Taint | undefined {
  const oldest = Math.max(0, log.total - recordsSearched);
  for (let index = log.total - 1; index >= oldest; index--) {
    const text = log.text(index);
    if (text === undefined) continue;
    if (/\bNot tainted\b/.test(text)) return { flags: [] };
    const letters = taintedPattern.exec(text)?.[1];
    if (letters !== undefined) return { flags: flagsOfLetters(letters) };
  }
  return undefined;
}

function flagsOfLetters(letters: string): readonly TaintFlag[] {
  return Array.from(letters)
    .filter((letter) => letter !== ' ' && letter !== 'G')
    .map(
      (letter) =>
        taintFlags.find((flag) => flag.letter === letter) ?? {
          letter,
          meaning: "Taint that the kernel's vendor defined",
        },
    );
}
