import assert from 'node:assert/strict';
import { readTimers } from '../../../../../core/kernel/time/timers';
import { FakeCpus } from '../../../../support/fakeCpus';
import { structTypes, type StructDefinitions } from '../../../../support/structTypes';

const types: StructDefinitions = {
  timer_list: { entry: 'hlist_node', expires: 'u64', function: 'void*' },
  timer_base: { clk: 'u64', cpu: 'u32', vectors: 'hlist_head[16]' },
  clocksource: { mult: 'u32', shift: 'u32' },
};

class FakeTimers extends FakeCpus {
  readonly wheels: readonly bigint[];

  constructor(now: bigint) {
    super(structTypes(types), 2);
    this.wheels = this.perCpu('timer_bases', 'timer_base', 2);
    const jiffies = this.allocate('list_head');
    this.memory.write64(BigInt.asUintN(32, jiffies), now);
    this.symbols.set('jiffies', jiffies);
    const clock = this.allocate('clocksource');
    // Four milliseconds a tick.
    this.set('clocksource', clock, { mult: 4_000_000n << 8n, shift: 8n });
    this.symbols.set('clocksource_jiffies', clock);
  }

  /** Timers of one slot, one behind the other. */
  slot(wheel: bigint, slot: number, ...expiries: readonly bigint[]): readonly bigint[] {
    const timers = expiries.map((expires) => {
      const timer = this.allocate('timer_list');
      this.set('timer_list', timer, { expires, function: 0xffff_ffff_8100_1000n });
      return timer;
    });
    this.set('timer_base', wheel, { [`vectors[${slot}].first`]: timers[0] ?? 0n });
    timers.forEach((timer, index) => {
      this.set('timer_list', timer, { 'entry.next': timers[index + 1] ?? 0n });
    });
    return timers;
  }
}

describe('timers', () => {
  it('come by cpu and expiry, with the time that was left', () => {
    const kernel = new FakeTimers(1000n);
    const [first = 0n, second = 0n] = kernel.wheels;
    kernel.slot(first, 3, 1500n, 1250n);
    kernel.slot(first, 1, 990n);
    kernel.slot(second, 0, 1001n);
    const { entries, problems } = readTimers(kernel.objects, (address) => `at ${address.toString(16)}`);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      entries.map(({ cpu, base, expires, ticksLeft, secondsLeft }) => [
        cpu,
        base,
        expires,
        ticksLeft,
        secondsLeft,
      ]),
      [
        [0, 'standard', 990, -10, -0.04],
        [0, 'standard', 1250, 250, 1],
        [0, 'standard', 1500, 500, 2],
        [1, 'standard', 1001, 1, 0.004],
      ],
    );
    assert.equal(entries[0]?.functionName, 'at ffffffff81001000');
  });

  it('come from every wheel of a cpu that has its number and a clock near the time', () => {
    const kernel = new FakeTimers(1000n);
    const [, second = 0n] = kernel.wheels;
    const wheelBytes = 8n + 8n + 16n * 8n;
    kernel.set('timer_base', second, { cpu: 1n, clk: 990n });
    kernel.set('timer_base', second + wheelBytes, { cpu: 1n, clk: 950n });
    kernel.slot(second + wheelBytes, 4, 1100n);
    kernel.set('timer_base', second + 2n * wheelBytes, { cpu: 1n, clk: 0xffff_8880_0000_0000n });
    assert.deepEqual(
      readTimers(kernel.objects, () => undefined).entries.map(({ cpu, base, expires }) => [
        cpu,
        base,
        expires,
      ]),
      [[1, 'deferrable', 1100]],
    );
  });

  it('are told without time left where the dump has no clock', () => {
    const kernel = new FakeTimers(1000n);
    kernel.slot(kernel.wheels[0] ?? 0n, 0, 1500n);
    for (const name of ['jiffies', 'clocksource_jiffies']) kernel.symbols.delete(name);
    const [timer] = readTimers(kernel.objects, () => undefined).entries;
    assert.deepEqual([timer?.expires, timer?.ticksLeft, timer?.secondsLeft], [1500, undefined, undefined]);
  });

  it('are followed up to where a slot is corrupt, and in all other slots', () => {
    const kernel = new FakeTimers(1000n);
    const [wheel = 0n] = kernel.wheels;
    const [, broken = 0n] = kernel.slot(wheel, 2, 10n, 20n);
    kernel.set('timer_list', broken, { 'entry.next': broken });
    kernel.slot(wheel, 5, 30n);
    const { entries, problems } = readTimers(kernel.objects, () => undefined);
    assert.deepEqual(
      entries.map(({ expires }) => expires),
      [10, 20, 30],
    );
    assert.equal(problems[0]?.code, 'list-corrupt');
  });
});
