import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import type { TypedObject } from '../../types/typedObject';
import { walkXarray } from '../../types/xarray';

/** Requests that a disk was given and had not answered. */
export interface InFlight {
  readonly reads: number;
  readonly writes: number;
}

/** blk_mq_alloc_tag_set() of block/blk-mq.c allows no more. */
const maxTags = 10_240;
const maxQueues = 8192;

/** Undefined where the dump lacks what tells. */
export function countInFlight(
  objects: KernelObjects,
  disk: TypedObject,
  queue: TypedObject,
): InFlight | undefined {
  return ifKnown(() =>
    queue.member('mq_ops').pointer === 0n ? countStarted(objects, disk) : countRequests(queue),
  );
}

/** Drivers without queues of the block layer, as md and dm, count what they started, each cpu on its own. */
function countStarted(objects: KernelObjects, disk: TypedObject): InFlight {
  const whole = disk.member('part0');
  const stats = whole.findMember('dkstats') ?? whole.target.member('bd_stats');
  const counts: [number, number] = [0, 0];
  for (const cpu of objects.cpus) {
    const own = objects.perCpuObject(stats.target, cpu)?.member('in_flight');
    for (const direction of [0, 1] as const) {
      counts[direction] += own?.element(direction).member('a').member('counter').number ?? 0;
    }
  }
  return { reads: Math.max(0, counts[0]), writes: Math.max(0, counts[1]) };
}

/** MQ_RQ_IN_FLIGHT of enum mq_rq_state. */
const inFlight = 1;

/** The requests with a tag of the disk's hardware queues that were handed to it (blk_mq_in_flight()). */
function countRequests(queue: TypedObject): InFlight {
  let reads = 0;
  let writes = 0;
  const seen = new Set<bigint>();
  for (const hardware of hardwareQueues(queue)) {
    const tags = hardware.member('tags').target;
    const first = tags.member('rqs').target;
    const count = Math.min(tags.member('nr_tags').number, maxTags);
    for (let tag = 0; tag < count; tag++) {
      const request = first.plus(tag).target;
      // Disks of one controller share tags.
      if (request.address === 0n || seen.has(request.address) || !isInFlight(request, queue)) continue;
      seen.add(request.address);
      // Odd operations write (op_is_write() of include/linux/blk_types.h).
      if ((request.member('cmd_flags').value & 1n) === 1n) writes++;
      else reads++;
    }
  }
  return { reads, writes };
}

/** What a tag that is free points to may have been freed as well. */
function isInFlight(request: TypedObject, queue: TypedObject): boolean {
  return (
    ifKnown(
      () => request.member('q').pointer === queue.address && request.member('state').number === inFlight,
    ) ?? false
  );
}

/** An xarray from 5.18 to 6.17, an array before and since. */
function hardwareQueues(queue: TypedObject): readonly TypedObject[] {
  const { space } = queue;
  const table = queue.findMember('hctx_table');
  if (table) {
    return walkXarray(table).entries.map(({ entry }) =>
      queue.as('blk_mq_hw_ctx').movedTo(space.stripPointer(entry)),
    );
  }
  const first = queue.member('queue_hw_ctx').target;
  const count = Math.min(queue.member('nr_hw_queues').number, maxQueues);
  return Array.from({ length: count }, (_, index) => first.plus(index).target);
}
