import { strippedType } from '../../core/types/cType';
import { findMember } from '../../core/types/layout';
import type { TypeTable } from '../../core/types/typeTable';
import { bitsOfEnum, byBit, pageFlags, valuesOfEnum, type FindFlagWord, type FlagWord } from './flagWord';

/** What is known of where a number comes from. */
export interface NumberOrigin {
  /** The struct and member that it is: `task_struct.flags`. */
  readonly place?: string | undefined;
  /** The typedef that it is declared with: `gfp_t`. */
  readonly typeName?: string | undefined;
}

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

/** I_… of include/linux/fs.h up to 6.11, those that have meant the same since 5.4. */
const longInodeState = byBit(
  'I_',
  'DIRTY_SYNC DIRTY_DATASYNC DIRTY_PAGES NEW WILL_FREE FREEING CLEAR SYNC REFERENCED DIO_WAKEUP LINKABLE DIRTY_TIME ' +
    '- WB_SWITCH OVL_INUSE CREATING DONTCACHE SYNC_QUEUED - LRU_ISOLATING',
);

/** The same, in the order that came with a shorter word in 6.12. */
const shortInodeState = byBit(
  'I_',
  'NEW SYNC LRU_ISOLATING DIRTY_SYNC DIRTY_DATASYNC DIRTY_PAGES WILL_FREE FREEING CLEAR REFERENCED LINKABLE ' +
    'DIRTY_TIME WB_SWITCH OVL_INUSE CREATING DONTCACHE SYNC_QUEUED PINNING_NETFS_WB',
);

/** S_… of include/linux/fs.h, those that have meant the same from 5.4 to 7.2. */
const inodeFlags = byBit(
  'S_',
  'SYNC NOATIME APPEND IMMUTABLE DEAD NOQUOTA DIRSYNC NOCMTIME SWAPFILE PRIVATE IMA AUTOMOUNT NOSEC DAX ENCRYPTED ' +
    'CASEFOLD VERITY',
);

/** FMODE_… of include/linux/fs.h, those that have meant the same from 5.4 to 7.2. */
const openModes = byBit(
  'FMODE_',
  'READ WRITE LSEEK PREAD PWRITE EXEC - - - 32BITHASH 64BITHASH NOCMTIME RANDOM - PATH ATOMIC_POS WRITER CAN_READ ' +
    'CAN_WRITE OPENED CREATED STREAM - - - - - NOWAIT NEED_UNMOUNT NOACCOUNT',
);

/** __GFP_… of include/linux/gfp_types.h (gfp.h before 6.0), those that have meant the same from 5.4 to 7.2. */
const allocationFlags = byBit(
  '__GFP_',
  'DMA HIGHMEM DMA32 MOVABLE RECLAIMABLE HIGH IO FS ZERO - DIRECT_RECLAIM KSWAPD_RECLAIM WRITE NOWARN RETRY_MAYFAIL ' +
    'NOFAIL NORETRY MEMALLOC COMP NOMEMALLOC HARDWALL THISNODE ACCOUNT',
);

/** Typedefs whose numbers are flags wherever they stand. */
const byType: Readonly<Record<string, FlagWord>> = {
  vm_flags_t: areaFlags,
  fmode_t: openModes,
  gfp_t: allocationFlags,
};

/** Members of the kernel's core that hold flags; where type information has their names, it tells. */
const byPlace: Readonly<Record<string, FindFlagWord>> = {
  'task_struct.flags': () => taskFlags,
  'task_struct.state': () => taskStates,
  'task_struct.__state': () => taskStates,
  'task_struct.exit_state': () => ({ names: taskStates.names }),
  'signal_struct.flags': () => signalFlags,
  'vm_area_struct.vm_flags': () => areaFlags,
  'vm_area_struct.__vm_flags': () => areaFlags,
  'super_block.s_flags': () => superblockFlags,
  'inode.i_state': inodeState,
  'inode.i_flags': () => inodeFlags,
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

/** Undefined for numbers whose bits have no names here. */
export function findFlagWord({ place, typeName }: NumberOrigin, types: TypeTable): FlagWord | undefined {
  const ofPlace = place !== undefined && Object.hasOwn(byPlace, place) ? byPlace[place]?.(types) : undefined;
  if (ofPlace) return ofPlace;
  return typeName !== undefined && Object.hasOwn(byType, typeName) ? byType[typeName] : undefined;
}

/** The word became a u32 in the release that put its bits into another order (6.12), and an enum later on. */
function inodeState(types: TypeTable): FlagWord | undefined {
  const inode = types.findStruct('inode');
  const state = inode && findMember(inode, 'i_state');
  const type = state && strippedType(state.type);
  if (type?.kind !== 'integer') return undefined;
  return type.name.includes('long') ? longInodeState : shortInodeState;
}
