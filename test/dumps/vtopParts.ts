import type { MemoryPage } from '../../core/protocol/panels/memoryRequests';

/** What `vtop` tells of one address; what it does not tell is undefined. */
export type VtopParts = Readonly<Record<string, string | undefined>>;

/** What `vtop` prints, put together from our own answer. */
export function vtopParts({ physical, entries, frame }: MemoryPage): VtopParts {
  const last = entries.at(-1);
  return {
    physical: physical?.slice(2),
    entry: last?.entry.slice(2),
    flags: last?.flags.join('|'),
    page: frame?.pageAddress.slice(2),
    pageFlags: frame?.flags?.slice(2),
    count: frame?.referenceCount?.toString(),
  };
}

/** The same from crash's. */
export function crashVtopParts(printed: string): VtopParts {
  const [, physical] = /^VIRTUAL .*\n[0-9a-f]+ +([0-9a-f]+)/m.exec(printed) ?? [];
  const [, entry, flags] =
    /^ +PTE +PHYSICAL +FLAGS\n *([0-9a-f]+) +[0-9a-f]+ +\(([A-Z|]+)\)/m.exec(printed) ?? [];
  // Asked again, it leaves the heads of these columns out.
  const [, page, count, pageFlags] =
    /^([0-9a-f]{16}) +[0-9a-f]+ +[0-9a-f]+ +[0-9a-f]+ +(\d+) ([0-9a-f]+)/m.exec(printed) ?? [];
  return { physical, entry, flags, page, pageFlags, count };
}
