/** The line that is searched, and how much may still be tried: no name in a file may make it slow. */
export interface Searched {
  readonly characters: readonly string[];
  triesLeft: number;
}

/** A part of a pattern: from the places where it may begin to those where it may end. */
export type Part = (places: ReadonlySet<number>, line: Searched) => Set<number>;

/** One character that passes the test. */
export function oneCharacter(test: (character: string) => boolean): Part {
  return (places, line) => {
    const ends = new Set<number>();
    line.triesLeft -= places.size;
    if (line.triesLeft < 0) return ends;
    for (const place of places) {
      const character = line.characters[place];
      if (character !== undefined && test(character)) ends.add(place + 1);
    }
    return ends;
  };
}

/** No character, at places that pass the test. */
export function anchor(test: (before: string | undefined, after: string | undefined) => boolean): Part {
  return (places, { characters }) =>
    new Set([...places].filter((place) => test(characters[place - 1], characters[place])));
}

export function sequence(parts: readonly Part[]): Part {
  return (places, line) => parts.reduce((ends, part) => part(ends, line), new Set(places));
}

export function either(parts: readonly Part[]): Part {
  return (places, line) => new Set(parts.flatMap((part) => [...part(places, line)]));
}

/** At least and at most so often. Once nothing new is reached, more rounds change nothing. */
export function repeated(part: Part, least: number, most: number): Part {
  return (places, line) => {
    let reached = new Set(places);
    for (let round = 0; round < least && reached.size > 0; round++) {
      const next = part(reached, line);
      if (isSame(next, reached)) break;
      reached = next;
    }
    const ends = new Set(reached);
    for (let round = least; round < most && reached.size > 0; round++) {
      reached = new Set([...part(reached, line)].filter((place) => !ends.has(place)));
      for (const place of reached) ends.add(place);
    }
    return ends;
  };
}

function isSame(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return one.size === other.size && [...one].every((place) => other.has(place));
}
