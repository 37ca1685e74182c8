import type { VirtualAddress } from '../../base/address';
import { strippedType } from '../../types/cType';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { walkHashList } from '../../types/lists';
import * as plain from '../../types/plainTypes';
import type { TypedObject } from '../../types/typedObject';
import { joined, listing, type Listing } from '../listing';
import type { NameOf } from '../nameOf';

/** A timer that was to expire at a tick of the clock (struct timer_list). */
export interface Timer {
  readonly cpu: number;
  /** Which of the cpu's wheels it is on. */
  readonly base: string;
  readonly address: VirtualAddress;
  /** In ticks, by the kernel's jiffies. */
  readonly expires: number;
  /** From the crash until then; negative where it was overdue. */
  readonly ticksLeft: number | undefined;
  readonly secondsLeft: number | undefined;
  readonly function: VirtualAddress;
  readonly functionName: string | undefined;
}

/** The wheels of one cpu (kernel/time/timer.c): two from 4.8 on with CONFIG_NO_HZ_COMMON, three since 6.9. */
const wheelNames: Readonly<Record<number, readonly string[]>> = {
  1: ['standard'],
  2: ['standard', 'deferrable'],
  3: ['local', 'global', 'deferrable'],
};

/** Every timer that waited, by cpu, wheel and expiry. @throws VmcoreError `variable-missing`, `type-missing` */
export function readTimers(objects: KernelObjects, nameOf: NameOf): Listing<Timer> {
  const clock = readClock(objects);
  const first = objects.variable('timer_bases', 'timer_base');
  const names = wheelNames[countWheels(objects, first, clock)] ?? ['standard'];
  return joined(
    objects.cpus.flatMap((cpu) =>
      names.map((base, index) => {
        const wheel = objects.perCpuObject(first, cpu)?.plus(index);
        return wheel
          ? readWheel(wheel, (timer) => ({ cpu, base, ...readTimer(timer, clock, nameOf) }))
          : empty;
      }),
    ),
  );
}

const empty: Listing<never> = { entries: [], problems: [] };

interface Clock {
  readonly jiffies: number | undefined;
  readonly tickNs: number | undefined;
}

/** CONFIG_HZ decides how long a tick takes; the clock that counts jiffies knows (kernel/time/jiffies.c). */
function readClock(objects: KernelObjects): Clock {
  return {
    jiffies: ifKnown(() => objects.plainVariable('jiffies', plain.unsignedLong).number),
    tickNs: ifKnown(() => {
      const clock = objects.variable('clocksource_jiffies', 'clocksource');
      return Number(clock.member('mult').value >> (clock.member('shift').value & 63n));
    }),
  };
}

/** More than any release has. */
const maxWheels = 3;
/** The clock of a wheel falls behind while its cpu sleeps, but not by half a year. */
const maxLagTicks = 2 ** 32;

/**
 * BTF knows the types of per-cpu variables, where pahole wrote them down (1.18); else it counts what looks like a wheel:
 * the cpu's own number, and a clock near the time.
 */
function countWheels(objects: KernelObjects, first: TypedObject, { jiffies }: Clock): number {
  const known = objects.types.findVariable('timer_bases');
  const type = known && strippedType(known);
  if (type?.kind === 'array') return type.count;
  const cpu = objects.cpus.at(-1) ?? 0;
  const own = objects.perCpuObject(first, cpu);
  const isWheel = (wheel: TypedObject): boolean => {
    const lag = Math.abs(wheel.member('clk').number - (jiffies ?? NaN));
    return wheel.member('cpu').number === cpu && lag < maxLagTicks;
  };
  let count = 1;
  while (own && count < maxWheels && ifKnown(() => isWheel(own.plus(count)))) count++;
  return count;
}

/** One hash list for each slot of the wheel. */
function readWheel(wheel: TypedObject, read: (timer: TypedObject) => Timer): Listing<Timer> {
  const slots = wheel.member('vectors');
  const type = strippedType(slots.type);
  const count = type.kind === 'array' ? Math.min(type.count, 4096) : 0;
  const { entries, problems } = joined(
    Array.from({ length: count }, (_, slot) =>
      listing('timers', walkHashList(slots.element(slot), 'timer_list', 'entry'), read),
    ),
  );
  return { entries: [...entries].sort((a, b) => a.expires - b.expires), problems };
}

function readTimer(
  timer: TypedObject,
  { jiffies, tickNs }: Clock,
  nameOf: NameOf,
): Omit<Timer, 'cpu' | 'base'> {
  const expires = timer.member('expires').number;
  const target = timer.member('function').pointer;
  const ticksLeft = jiffies === undefined ? undefined : expires - jiffies;
  return {
    address: timer.address,
    expires,
    ticksLeft,
    secondsLeft: ticksLeft === undefined || tickNs === undefined ? undefined : (ticksLeft * tickNs) / 1e9,
    function: target,
    functionName: nameOf(target),
  };
}
