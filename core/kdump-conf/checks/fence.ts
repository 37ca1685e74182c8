import type { Finding } from '../finding';
import { stop } from '../finding';
import { partRange, rangeIn } from '../range';
import type { Check, Reading } from '../reading';
import { lookUp } from '../reading';
import type { LineRange } from '../syntaxTree';
import { rawText } from '../syntaxTree';
import { words } from '../whiteSpace';

const option = 'fence_kdump_nodes';

interface Node {
  readonly name: string;
  readonly range: LineRange;
}

/** `grep | tail -1 | cut -d' ' -f2-`: the last line with the option in the first column, up to its last `#`. */
function nodesOfLastLine(pattern: RegExp): (reading: Reading) => Node[] {
  return (reading) => {
    const line = reading.file.lines.filter((candidate) => pattern.test(rawText(candidate))).at(-1);
    if (line === undefined) return [];
    const text = rawText(line);
    // cut knows only blanks: a tab after the option leaves the option among the nodes, and may hide the first of them.
    const start = text.indexOf(' ') + 1;
    const comment = text.lastIndexOf('#');
    return words(text.slice(start, comment < start ? undefined : comment)).map((word) => ({
      name: word.text,
      range: rangeIn(line, start + word.start, start + word.start + word.text.length),
    }));
  };
}

function nodesOfOption(reading: Reading): Node[] {
  const entry = lookUp(reading, option);
  if (entry === undefined) return [];
  return words(entry.value).map((word) => ({
    name: word.text,
    range: partRange(entry, word.start, word.text.length),
  }));
}

/** The name as grep takes it: a regular expression, in which only dots and backslashes are likely to stand. */
function asPattern(name: string): RegExp {
  const literal = name.replace(/\\(.)/gu, '$1').replace(/[\\^$*+?()[\]{}|]/g, '\\$&');
  return new RegExp(literal, 'u');
}

function noOwnNode(nodesOf: (reading: Reading) => Node[], tail: string): Check {
  return (reading) => {
    const { hostName, addresses = [] } = reading.facts;
    const haystack = addresses.map((address) => `${address} `).join('');
    return nodesOf(reading).flatMap(({ name, range }): Finding[] => {
      if (name === hostName) return [stop('own-fence-node', range, `'${name}' is this machine.`)];
      if (haystack === '' || !asPattern(name + tail).test(haystack)) return [];
      const message = `'${name}' is found in the addresses of this machine (${addresses.join(', ')}).`;
      return [
        stop('own-fence-node', range, message, [], 'kdump compares text: a part of an address is enough.'),
      ];
    });
  };
}

/** RHEL 7: any part of an address matches. */
export const noOwnNodeOfRhel7 = noOwnNode(nodesOfLastLine(/^fence_kdump_nodes/), '');
export const noOwnNodeOfOpenEuler = noOwnNode(nodesOfLastLine(/^fence_kdump_nodes[ \t\v\f\r]/), '');
/** Since RHEL 8 the end of an address has to match. */
export const noOwnNodeOfRhel8 = noOwnNode(nodesOfLastLine(/^fence_kdump_nodes[ \t\v\f\r]/), ' ');
export const noOwnNodeSinceRhel9 = noOwnNode(nodesOfOption, ' ');
