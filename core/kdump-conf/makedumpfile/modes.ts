import type { Word } from '../whiteSpace';
import type { CommandLine } from './commandLine';
import { writtenLevels } from './dumpLevel';
import { atoi } from './numbers';

/**
 * makedumpfile is several programs in one: options decide which, and each has conditions of its own (main and
 * check_param_for_… in makedumpfile.c 1.7.2).
 */

/** What the options amount to. */
export interface Chosen {
  readonly has: (name: string) => boolean;
  readonly compressed: boolean;
  readonly readsInfo: boolean;
  readonly symbols: boolean;
  readonly threaded: boolean;
  /** Options that only make sense for making a dump. */
  readonly dumps: boolean;
  readonly operands: number;
}

export function choose(line: CommandLine): Chosen {
  let level = 0;
  let threads = '';
  for (const { option, argument } of line.options) {
    // The first of several levels counts, and that of an earlier -d when the last one names none.
    if (option.name === '-d') level = writtenLevels(argument?.text ?? '')[0]?.level ?? level;
    if (option.name === '--num-threads') threads = argument?.text ?? '';
  }
  const has = (name: string): boolean => line.options.some(({ option }) => option.name === name);
  const compressed = ['-c', '-l', '-p', '-z'].some(has);
  const readsInfo = has('-i') || has('--xen-vmcoreinfo');
  return {
    has,
    compressed,
    readsInfo,
    symbols: has('-x') || has('--xen-syms'),
    threaded: atoi(threads) > 0,
    dumps: compressed || readsInfo || level !== 0 || ['-E', '-F', '-X'].some(has),
    operands: line.operands.length,
  };
}

interface Conflict {
  readonly when: (chosen: Chosen) => boolean;
  readonly message: string;
}

const conflictsOfGenerating: readonly Conflict[] = [
  // Only a -g or -i at the very end, which eats an operand, leaves none.
  {
    when: ({ dumps, symbols, has, operands }) => dumps || !symbols || has('-R') || operands !== 0,
    message: '-g makes no dump.',
  },
  { when: ({ has }) => has('--dry-run'), message: '--dry-run cannot be combined with -g.' },
];

const conflictsOfRearranging: readonly Conflict[] = [
  {
    when: ({ dumps, symbols, operands }) => dumps || symbols || operands !== 1,
    message: '-R makes no dump.',
  },
];

const conflictsOfReassembling: readonly Conflict[] = [
  {
    when: ({ dumps, symbols, has }) => dumps || symbols || has('--split') || has('--dry-run'),
    message: '--reassemble makes no dump.',
  },
  // It allocates room for one file less than none.
  { when: ({ operands }) => operands === 0, message: '--reassemble needs the parts of a split dump.' },
];

const conflictsOfDumping: readonly Conflict[] = [
  {
    when: ({ compressed, has }) => compressed && has('-E'),
    message: '-E cannot be combined with compression.',
  },
  {
    when: ({ readsInfo, symbols }) => readsInfo && symbols,
    message: '-i cannot be combined with -x or --xen-syms.',
  },
  {
    when: ({ has }) => has('--dry-run') && has('--dump-dmesg'),
    message: '--dry-run cannot be combined with --dump-dmesg.',
  },
  {
    when: ({ has }) => has('-F') && has('--split'),
    message: '-F cannot be combined with --split.',
  },
  { when: ({ has }) => has('--config') && !has('-x'), message: '--config needs -x.' },
  {
    when: ({ threaded, has }) => threaded && has('--split'),
    message: '--num-threads cannot be combined with --split.',
  },
  {
    when: ({ threaded, has }) => threaded && has('-E'),
    message: '--num-threads cannot be combined with -E.',
  },
  {
    when: ({ has }) => has('--partial-dmesg') && !has('--dump-dmesg'),
    message: '--partial-dmesg needs --dump-dmesg.',
  },
  { when: ({ has }) => has('-e') && !has('--work-dir'), message: '-e needs --work-dir.' },
  // --mem-usage with a single file comes before both.
  {
    when: ({ has, operands }) => has('--split') && has('-E') && !(has('--mem-usage') && operands === 1),
    message: '--split cannot be combined with -E.',
  },
];

const justPrints = ['-h', '--help', '-v'];

type Mode = 'prints' | 'generates' | 'rearranges' | 'reassembles' | 'dumps';

function modeOf({ has }: Chosen): Mode {
  if (justPrints.some(has)) return 'prints';
  if (has('-g')) return 'generates';
  if (has('-R')) return 'rearranges';
  return has('--reassemble') ? 'reassembles' : 'dumps';
}

const conflicts: Readonly<Record<Mode, readonly Conflict[]>> = {
  prints: [],
  generates: conflictsOfGenerating,
  rearranges: conflictsOfRearranging,
  reassembles: conflictsOfReassembling,
  dumps: conflictsOfDumping,
};

/** Why the options cannot go together. */
export function modeProblem(chosen: Chosen): string | undefined {
  return conflicts[modeOf(chosen)].find(({ when }) => when(chosen))?.message;
}

/** Whether this many files suit the options. */
function operandsFit({ has, operands }: Chosen): boolean {
  const [flat, split, diskset] = [has('-F'), has('--split'), has('--diskset')];
  if (operands === 2 && !flat && !split && !diskset) return true;
  if (split && operands >= (diskset ? 2 : 3)) return true;
  return operands === 1 && ((diskset && !split) || flat || has('--mem-usage'));
}

/** Why the operands do not suit the options, with the word that is to blame; the last ones are kdump's own. */
export function strayOperand(
  line: CommandLine,
  chosen: Chosen,
  added: number,
): { readonly message: string; readonly word?: Word } | undefined {
  if (modeOf(chosen) !== 'dumps' || operandsFit(chosen)) return undefined;
  const word = line.operands.length > added ? line.operands[0] : undefined;
  if (word !== undefined) {
    return { message: `"${word.text}" is neither an option nor an argument of one.`, word };
  }
  if (chosen.has('-F')) return { message: '-F is for ssh and raw targets only.' };
  return { message: 'The options leave no place for source and destination.' };
}
