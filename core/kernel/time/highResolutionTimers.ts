import type { VirtualAddress } from '../../base/address';
import { findPath } from '../../types/layout';
import { strippedType } from '../../types/cType';
import type { KernelObjects } from '../../types/kernelObjects';
import { walkRbTree } from '../../types/rbTree';
import { joined, listing, type Listing } from '../listing';
import type { NameOf } from '../nameOf';

/** A timer that was to expire at a nanosecond (struct hrtimer). */
export interface HighResolutionTimer {
  readonly cpu: number;
  /** "monotonic", "realtime" …; of a soft one softirqs take care. */
  readonly clock: string;
  readonly address: VirtualAddress;
  /** By that clock; from `softExpiresNs` on, and no later than `expiresNs`. */
  readonly softExpiresNs: number;
  readonly expiresNs: number;
  readonly function: VirtualAddress;
  readonly functionName: string | undefined;
}

/** enum hrtimer_base_type of include/linux/hrtimer.h; the soft ones since 4.16. */
const clockNames = ['monotonic', 'realtime', 'boottime', 'tai'];
const clocks = [...clockNames, ...clockNames.map((name) => `${name}, soft`)];

/** Every hrtimer that waited, by cpu, clock and expiry. @throws VmcoreError `variable-missing`, `type-missing` */
export function readHighResolutionTimers(
  objects: KernelObjects,
  nameOf: NameOf,
): Listing<HighResolutionTimer> {
  const bases = objects.variable('hrtimer_bases', 'hrtimer_cpu_base');
  const link = timerLink(objects);
  return joined(
    objects.cpus.flatMap((cpu) => {
      const own = objects.perCpuObject(bases, cpu)?.member('clock_base');
      const type = own && strippedType(own.type);
      const count = type?.kind === 'array' ? Math.min(type.count, clocks.length) : 0;
      return Array.from({ length: count }, (_, index) => {
        const queue = own?.element(index).member('active');
        const tree = queue?.member('rb_root', 'head');
        const timers = tree ? walkRbTree(tree, 'hrtimer', link) : { entries: [] };
        return listing('hrtimers', timers, (timer): HighResolutionTimer => {
          const target = timer.member('function').pointer;
          return {
            cpu,
            clock: clocks[index] ?? String(index),
            address: timer.address,
            softExpiresNs: timer.member('_softexpires').number,
            expiresNs: timer.member('node').member('expires').number,
            function: target,
            functionName: nameOf(target),
          };
        });
      });
    }),
  );
}

/** The rb_node of a timer: one level deeper in the linked queues of 7.1. */
function timerLink({ types }: KernelObjects): string {
  const timer = types.findStruct('hrtimer');
  return timer && findPath(timer, 'node.node.node') ? 'node.node.node' : 'node.node';
}
