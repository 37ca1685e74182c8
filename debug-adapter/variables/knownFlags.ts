import { hex } from '../../core/base/address';
import { visibleText } from '../../core/base/visibleText';
import { strippedType, type EnumType } from '../../core/types/cType';
import type { TypeTable } from '../../core/types/typeTable';

/** A number whose bits have names. */
interface FlagWord {
  readonly names: ReadonlyMap<bigint, string>;
  /** What the number means when no bit is set. */
  readonly zero?: string;
  /** The bits that are flags; those above hold something else. */
  readonly mask?: bigint;
}

type FindFlagWord = (types: TypeTable) => FlagWord | undefined;

/** TAINT_… of include/linux/panic.h, of a module as of the kernel, up to 7.0. */
const taints = byBit(
  'TAINT_',
  'PROPRIETARY_MODULE FORCED_MODULE CPU_OUT_OF_SPEC FORCED_RMMOD MACHINE_CHECK BAD_PAGE USER DIE ' +
    'OVERRIDDEN_ACPI_TABLE WARN CRAP FIRMWARE_WORKAROUND OOT_MODULE UNSIGNED_MODULE SOFTLOCKUP LIVEPATCH ' +
    'AUX RANDSTRUCT TEST FWCTL',
);

/** PF_… of include/linux/sched.h, those that have meant the same from 5.4 to 7.0; - stands for all others. */
const taskFlags = byBit(
  'PF_',
  '- IDLE EXITING - - WQ_WORKER FORKNOEXEC MCE_PROCESS SUPERPRIV DUMPCORE SIGNALED MEMALLOC NPROC_EXCEEDED ' +
    'USED_MATH - NOFREEZE - KSWAPD MEMALLOC_NOFS MEMALLOC_NOIO LOCAL_THROTTLE KTHREAD RANDOMIZE - - - ' +
    'NO_SETAFFINITY MCE_EARLY - - - SUSPEND_TASK',
);

/** TASK_… and EXIT_… of include/linux/sched.h, since 4.14. */
const taskStates: FlagWord = {
  ...byBit(
    '',
    'TASK_INTERRUPTIBLE TASK_UNINTERRUPTIBLE __TASK_STOPPED __TASK_TRACED EXIT_DEAD EXIT_ZOMBIE TASK_PARKED ' +
      'TASK_DEAD TASK_WAKEKILL TASK_WAKING TASK_NOLOAD TASK_NEW TASK_RTLOCK_WAIT TASK_FREEZABLE - TASK_FROZEN',
  ),
  zero: 'TASK_RUNNING',
};

/** VM_… of include/linux/mm.h, those that have meant the same from 5.4 to 7.0. */
const areaFlags = byBit(
  'VM_',
  'READ WRITE EXEC SHARED MAYREAD MAYWRITE MAYEXEC MAYSHARE GROWSDOWN UFFD_MISSING PFNMAP - UFFD_WP LOCKED IO ' +
    'SEQ_READ RAND_READ DONTCOPY DONTEXPAND LOCKONFAULT ACCOUNT NORESERVE HUGETLB SYNC ARCH_1 WIPEONFORK ' +
    'DONTDUMP SOFTDIRTY MIXEDMAP HUGEPAGE NOHUGEPAGE MERGEABLE',
);

/** SIGNAL_… of include/linux/sched/signal.h, since 4.12. */
const signalFlags = byBit(
  'SIGNAL_',
  'STOP_STOPPED STOP_CONTINUED GROUP_EXIT - CLD_STOPPED CLD_CONTINUED UNKILLABLE',
);

/** SB_… of include/linux/fs.h, those that mount(2) knows as well. */
const superblockFlags = byBit(
  'SB_',
  'RDONLY NOSUID NODEV NOEXEC SYNCHRONOUS - MANDLOCK DIRSYNC - - NOATIME NODIRATIME - - - SILENT POSIXACL',
);

/** Members of the kernel's core that hold flags; where type information has their names, it tells. */
const words: Readonly<Record<string, FindFlagWord>> = {
  'task_struct.flags': () => taskFlags,
  'task_struct.state': () => taskStates,
  'task_struct.__state': () => taskStates,
  'task_struct.exit_state': () => ({ names: taskStates.names }),
  'signal_struct.flags': () => signalFlags,
  'vm_area_struct.vm_flags': () => areaFlags,
  'vm_area_struct.__vm_flags': () => areaFlags,
  'super_block.s_flags': () => superblockFlags,
  'module.taints': () => taints,
  'page.flags': pageFlags,
  'page.flags.f': pageFlags,
  'folio.flags': pageFlags,
  'folio.flags.f': pageFlags,
  'address_space.flags': bitsOfEnum('mapping_flags'),
  'zone.flags': bitsOfEnum('zone_flags'),
  'pglist_data.flags': bitsOfEnum('pgdat_flags'),
  'bdi_writeback.state': bitsOfEnum('wb_state'),
  'net_device.state': bitsOfEnum('netdev_state_t'),
  'net_device.flags': valuesOfEnum('net_device_flags'),
  'net_device.priv_flags': valuesOfEnum('netdev_priv_flags'),
  'sock_common.skc_flags': bitsOfEnum('sock_flags'),
  'kernfs_node.flags': valuesOfEnum('kernfs_node_flag'),
  'workqueue_struct.flags': valuesOfEnum('wq_flags'),
  'worker.flags': valuesOfEnum('worker_flags'),
  'worker_pool.flags': valuesOfEnum('worker_pool_flags'),
};

/**
 * `0x400140 <PF_FORKNOEXEC | PF_SUPERPRIV | PF_RANDOMIZE>`: a number of which every bit says something. Undefined where
 * its bits have no names here.
 * @param place the struct and member that the number is: `task_struct.flags`
 */
export function flagWordText(value: bigint, place: string | undefined, types: TypeTable): string | undefined {
  const word = place !== undefined && Object.hasOwn(words, place) ? words[place]?.(types) : undefined;
  if (!word) return undefined;
  if (value === 0n) return word.zero === undefined ? undefined : `0 <${word.zero}>`;
  const { names, mask = -1n } = word;
  const set = [...names].filter(([flag]) => (value & flag) !== 0n);
  const unnamed = set.reduce((rest, [flag]) => rest & ~flag, value & mask);
  const texts = [...set.map(([, name]) => visibleText(name)), ...(unnamed === 0n ? [] : [hex(unnamed)])];
  return texts.length === 0 ? hex(value) : `${hex(value)} <${texts.join(' | ')}>`;
}

/** Above its flags, the word says which node, zone and section the page is of. */
function pageFlags(types: TypeTable): FlagWord | undefined {
  const values = enumValues(types, 'pageflags');
  const count = values.find(({ name }) => name === '__NR_PAGEFLAGS')?.value;
  if (count === undefined) return undefined;
  const own = values.filter(({ value }) => value < count);
  return { names: namesOf(own.map(({ name, value }) => [1n << value, name])), mask: (1n << count) - 1n };
}

/** Of an enum that numbers the bits. */
function bitsOfEnum(name: string): FindFlagWord {
  return (types) => {
    const bits = enumValues(types, name).filter(({ value }) => value >= 0n && value < 64n);
    return bits.length === 0 ? undefined : { names: namesOf(bits.map((bit) => [1n << bit.value, bit.name])) };
  };
}

/** Of an enum of the flags themselves; what stands for several of them is left out. */
function valuesOfEnum(name: string): FindFlagWord {
  return (types) => {
    const flags = enumValues(types, name).filter(({ value }) => value > 0n && (value & (value - 1n)) === 0n);
    return flags.length === 0 ? undefined : { names: namesOf(flags.map((flag) => [flag.value, flag.name])) };
  };
}

function enumValues(types: TypeTable, name: string): EnumType['values'] {
  const type = types.findEnum(name);
  const found = type && strippedType(type);
  return found?.kind === 'enum' ? found.values : [];
}

/** The first name of a bit is its own; further ones are what single users call it. */
function namesOf(pairs: readonly (readonly [bigint, string])[]): ReadonlyMap<bigint, string> {
  return new Map([...pairs].reverse().sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)));
}

/** Names from bit 0 on. */
function byBit(prefix: string, names: string): FlagWord {
  const pairs = names
    .split(' ')
    .flatMap((name, bit) => (name === '-' ? [] : [[1n << BigInt(bit), `${prefix}${name}`] as const]));
  return { names: new Map(pairs) };
}
