import type { CancellationToken } from '../../base/cancellation';
import { errorData, VmcoreError } from '../../base/errors';
import type { Problem } from '../../base/problem';
import type { DumpedMachine } from '../../dump/dumpImage';
import { btfScript } from '../../engines/gdb/btfScript';
import { TypeCache, userCacheFolder } from '../../engines/gdb/typeCache';
import { fetchTypesByGdb, typesByGdb, type TypeRequest } from '../../engines/gdb/typesByGdb';
import type { CType, StructType } from '../../types/cType';
import { typesOfSection } from '../../types/readBtf';
import type { TypeTable } from '../../types/typeTable';
import type { FoundVmlinux } from './kernelVmlinux';

/**
 * What readers of kernels start from; what these lead to comes along. Each run of gdb costs seconds, so all are asked
 * for at once, and which of them a kernel does not have is known from then on.
 */
const firstStructs: readonly string[] = [
  ...[
    'task_struct',
    'thread_info',
    'inactive_task_frame',
    'pt_regs',
    'rq',
    'pid',
    'pid_namespace',
    'mm_struct',
  ],
  ...['list_head', 'hlist_head', 'rb_root', 'radix_tree_root', 'radix_tree_node', 'xarray', 'xa_node'],
  ...['maple_tree', 'maple_node', 'module', 'bpf_ksym', 'btf_module', 'elf64_note', 'mutex', 'rw_semaphore'],
  ...[
    'kmem_cache',
    'slab',
    'page',
    'pglist_data',
    'zone',
    'swap_info_struct',
    'super_block',
    'mount',
    'file',
  ],
  ...['irq_desc', 'hrtimer', 'timer_base', 'workqueue_struct', 'worker_pool', 'pool_workqueue', 'kset'],
  ...['gendisk', 'hd_struct', 'block_device', 'blk_mq_hw_ctx', 'net_device', 'net', 'sk_buff'],
];

type Words = Pick<DumpedMachine, 'littleEndian' | 'wordSizeBytes'>;
type Vmlinux = Extract<FoundVmlinux, { readonly path: string }>;

const firstRequests: readonly TypeRequest[] = firstStructs.map((name) => ({ kind: 'struct', name }));

/**
 * Has gdb read what `GdbTypes` starts from, into the cache, while this process does other work.
 * @throws VmcoreError `cancelled`, or when gdb cannot be run
 */
export async function fetchGdbTypes(
  { path: vmlinuxPath, buildId }: Vmlinux,
  token: CancellationToken,
  cacheFolder = userCacheFolder(),
): Promise<void> {
  const cache = buildId === undefined ? undefined : new TypeCache(cacheFolder, buildId);
  const recipe = recipeOf(firstRequests);
  if (!cache || cache.read(recipe)) return;
  cache.write(recipe, await fetchTypesByGdb(firstRequests, { vmlinuxPath, cacheFolder }, token));
}

/** The types of a kernel that was built without BTF, as gdb reads them from the DWARF of its vmlinux. */
export class GdbTypes implements TypeTable {
  /** Why gdb could not answer later questions. */
  readonly problems: Problem[] = [];
  private readonly tables: TypeTable[] = [];
  private readonly asked = new Set<string>();
  private readonly cache: TypeCache | undefined;

  /** @throws VmcoreError when gdb cannot be run */
  constructor(
    private readonly vmlinux: Vmlinux,
    private readonly words: Words,
    private readonly cacheFolder = userCacheFolder(),
  ) {
    const { buildId } = vmlinux;
    this.cache = buildId === undefined ? undefined : new TypeCache(cacheFolder, buildId);
    this.load(firstRequests);
  }

  findStruct(name: string): StructType | undefined {
    return this.find({ kind: 'struct', name }, (table) => table.findStruct(name));
  }

  findEnum(name: string): CType | undefined {
    return this.find({ kind: 'enum', name }, (table) => table.findEnum(name));
  }

  findTypedef(name: string): CType | undefined {
    return this.find({ kind: 'typedef', name }, (table) => table.findTypedef(name));
  }

  findVariable(name: string): CType | undefined {
    return this.find({ kind: 'variable', name }, (table) => table.findVariable(name));
  }

  findFunction(name: string): CType | undefined {
    return this.find({ kind: 'function', name }, (table) => table.findFunction(name));
  }

  /** Those that were asked for so far, and those that they lead to. */
  *structNames(): Iterable<string> {
    for (const table of this.tables) yield* table.structNames();
  }

  *variableNames(): Iterable<string> {
    for (const table of this.tables) yield* table.variableNames();
  }

  private find<Type>(request: TypeRequest, ask: (table: TypeTable) => Type | undefined): Type | undefined {
    for (const table of this.tables) {
      const found = ask(table);
      if (found) return found;
    }
    if (this.asked.has(requestKey(request))) return undefined;
    const more = this.tryLoad(request);
    return more && ask(more);
  }

  private tryLoad(request: TypeRequest): TypeTable | undefined {
    try {
      return this.load([request]);
    } catch (error) {
      if (!(error instanceof VmcoreError)) throw error;
      const { code, message } = errorData(error);
      this.problems.push({ code, message });
      return undefined;
    }
  }

  private load(requests: readonly TypeRequest[]): TypeTable | undefined {
    for (const request of requests) this.asked.add(requestKey(request));
    const recipe = recipeOf(requests);
    const { path: vmlinuxPath } = this.vmlinux;
    const cached = this.parse(this.cache?.read(recipe));
    if (cached) return cached;
    const bytes = typesByGdb(requests, { vmlinuxPath, cacheFolder: this.cacheFolder });
    this.cache?.write(recipe, bytes);
    return this.parse(bytes);
  }

  private parse(bytes: Uint8Array | undefined): TypeTable | undefined {
    const found = bytes && typesOfSection(bytes, bytes.length, this.words);
    if (!found || found.problems.length > 0) return undefined;
    this.tables.push(found.table);
    return found.table;
  }
}

function recipeOf(requests: readonly TypeRequest[]): string {
  return [btfScript, ...requests.map(requestKey)].join('\n');
}

function requestKey({ kind, name }: TypeRequest): string {
  return `${kind} ${name}`;
}
