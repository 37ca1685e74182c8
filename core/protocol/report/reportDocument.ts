/** A report between its facts and its form: what each of the forms prints in its own way. All text is untrusted. */
export interface ReportDocument {
  readonly title: string;
  /** What user data is in it. */
  readonly notice: string;
  readonly sections: readonly ReportSection[];
}

export interface ReportSection {
  readonly heading: string;
  readonly blocks: readonly ReportBlock[];
}

export type ReportBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Lines without line feeds, to be shown as they are. */
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly ReportFact[] }
  | { readonly kind: 'list'; readonly items: readonly ReportItem[] };

export type ReportFact = readonly [label: string, value: string];

export interface ReportItem {
  readonly text: string;
  readonly details: readonly string[];
}

export const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });

/** Of pieces that may end with a line feed, as those that print text make them. */
export function code(pieces: Iterable<string>): ReportBlock {
  const text = [...pieces].map((piece) => piece.replace(/\n$/, '')).join('\n');
  return { kind: 'code', lines: text.split('\n') };
}

/** Without those whose value is not known. */
export function facts(rows: readonly (readonly [label: string, value: string | undefined])[]): ReportBlock {
  return {
    kind: 'facts',
    rows: rows.flatMap(([label, value]) =>
      value === undefined || value === '' ? [] : [[label, value] as const],
    ),
  };
}

/** Nothing where there is nothing to say. */
export function section(heading: string, ...blocks: readonly (ReportBlock | undefined)[]): ReportSection[] {
  const present = blocks.filter((block) => block !== undefined && !isEmpty(block));
  return present.length === 0 ? [] : [{ heading, blocks: present.flatMap((block) => block ?? []) }];
}

function isEmpty(block: ReportBlock): boolean {
  if (block.kind === 'facts') return block.rows.length === 0;
  return block.kind === 'list' && block.items.length === 0;
}
