import { stop } from '../finding';
import { removeLineAt, removeWords } from '../fixes';
import { partRange, rangeIn } from '../range';
import type { Check, Reading } from '../reading';
import { findByName, findEach, lookUp } from '../reading';
import type { LineRange } from '../syntaxTree';
import { rawText } from '../syntaxTree';
import { echoedWords, words } from '../whiteSpace';
import { grepFinds } from './grepPattern';

const option = 'fence_kdump_nodes';

interface Node {
  readonly name: string;
  readonly range: LineRange;
}

/** `grep | tail -1 | cut -d' ' -f2-`: the last line with the option in the first column, up to its last `#`. */
function nodesOfLastLine(pattern: RegExp): (reading: Reading) => Node[] {
  return (reading) => {
    if (reading.binary) return [];
    const line = reading.file.lines.filter((candidate) => pattern.test(rawText(candidate))).at(-1);
    if (line === undefined) return [];
    const text = rawText(line);
    // cut knows only blanks: a tab after the option leaves the option among the nodes, and may hide the first of them.
    const start = text.indexOf(' ') + 1;
    const comment = text.lastIndexOf('#');
    const nodes = echoedWords(text.slice(start, comment < start ? undefined : comment), start);
    return nodes.map((word) => ({
      name: word.text,
      range: rangeIn(line, word.start, word.start + word.text.length),
    }));
  };
}

function nodesOfOption(find: typeof lookUp): (reading: Reading) => Node[] {
  return (reading) => {
    const entry = find(reading, option);
    if (entry === undefined) return [];
    return words(entry.value).map((word) => ({
      name: word.text,
      range: partRange(entry, word.start, word.text.length),
    }));
  };
}

const why = 'The nodes are the others of the cluster, which are told that this one saves a dump.';

function noOwnNode(nodesOf: (reading: Reading) => Node[], tail: string): Check {
  return (reading) => {
    const { hostName, addresses = [] } = reading.facts;
    const isFound = inAddresses(addresses, tail);
    const nodes = nodesOf(reading);
    return findEach(reading, nodes, ({ name, range }) => {
      const fix = nodes.length > 1 ? removeWords(`Remove '${name}'`, range) : removeLineAt(range.line);
      if (name === hostName) return stop('own-fence-node', range, `'${name}' is this machine.`, [fix], why);
      if (!isFound(name)) return undefined;
      const message = `'${name}' is found in the addresses of this machine (${addresses.join(', ')}).`;
      const reason = 'kdump looks for it with grep: a part of an address is enough.';
      return stop('own-fence-node', range, message, [fix], reason);
    });
  };
}

/** The script looks for each name, as a regular expression, in what `hostname -I` prints. */
function inAddresses(addresses: readonly string[], tail: string): (name: string) => boolean {
  // It prints a blank behind each, and the script one more where names must end with one.
  const line = addresses.join(' ') + (addresses.length > 0 ? tail + tail : '');
  const known = new Map<string, boolean>();
  return (name) => {
    const pattern = patternOf(name + tail);
    if (line === '' || pattern === '') return false;
    const found = known.get(name) ?? grepFinds(pattern, line);
    known.set(name, found);
    return found;
  };
}

/**
 * What begins with a dash is an option to grep, which then has no pattern; but -e takes the rest for one, and may
 * stand behind letters that change only what grep prints.
 */
function patternOf(argument: string): string {
  if (!argument.startsWith('-')) return argument;
  const options = /^-[abchHlnoqsTuUZ]*e/.exec(argument)?.[0];
  return options === undefined ? '' : argument.slice(options.length);
}

const withBlank = /^fence_kdump_nodes[\t-\r \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]/;

/** RHEL 7: any part of an address matches. */
export const noOwnNodeOfRhel7 = noOwnNode(nodesOfLastLine(/^fence_kdump_nodes/), '');
export const noOwnNodeOfOpenEuler = noOwnNode(nodesOfLastLine(withBlank), '');
/** Since RHEL 8 the end of an address has to match. */
export const noOwnNodeOfRhel8 = noOwnNode(nodesOfLastLine(withBlank), ' ');
export const noOwnNodeOfKdumpUtils = noOwnNode(nodesOfOption(lookUp), ' ');
export const noOwnNodeOfRhel9 = noOwnNode(nodesOfOption(findByName), ' ');
