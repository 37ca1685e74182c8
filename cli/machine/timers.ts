import { formatAddress } from '../../core/base/address';
import type { Kernel } from '../../core/kernel/kernel';
import {
  readHighResolutionTimers,
  type HighResolutionTimer,
} from '../../core/kernel/time/highResolutionTimers';
import { readTimers, type Timer } from '../../core/kernel/time/timers';
import { Attempts } from '../../core/base/attempts';
import { functionNames } from '../../core/report/stacks/functionNames';
import { answering, type Answer } from '../answer';
import { textTable, type Column } from '../textTable';
import { usage } from '../usage';

interface Timers {
  readonly timers: readonly Timer[];
  readonly highResolution: readonly HighResolutionTimer[];
}

/** `vmcore timers`: what was to happen when, as crash's `timer` and `timer -r` tell. */
export const timers = answering(usage.timers, readAll, timersText);

function readAll(kernel: Kernel): Answer<Timers> {
  const attempts = new Attempts();
  const names = functionNames(kernel);
  const found = attempts.try(() => readTimers(kernel.objects, names));
  const highResolution = attempts.try(() => readHighResolutionTimers(kernel.objects, names));
  return {
    data: { timers: found?.entries ?? [], highResolution: highResolution?.entries ?? [] },
    problems: [...attempts.problems, ...(found?.problems ?? []), ...(highResolution?.problems ?? [])],
  };
}

function timersText({ timers: found, highResolution }: Timers): string {
  return `${textTable(timerColumns, found)}\n${textTable(highResolutionColumns, highResolution)}`;
}

const timerColumns: readonly Column<Timer>[] = [
  { title: 'CPU', value: ({ cpu }) => cpu, align: 'right' },
  { title: 'BASE', value: ({ base }) => base },
  { title: 'EXPIRES', value: ({ expires }) => expires, align: 'right' },
  { title: 'TTE', value: ({ ticksLeft }) => ticksLeft, align: 'right' },
  { title: 'SECONDS', value: ({ secondsLeft }) => secondsLeft?.toFixed(3), align: 'right' },
  { title: 'TIMER_LIST', value: ({ address }) => formatAddress(address) },
  { title: 'FUNCTION', value: (timer) => timer.functionName ?? formatAddress(timer.function) },
];

const highResolutionColumns: readonly Column<HighResolutionTimer>[] = [
  { title: 'CPU', value: ({ cpu }) => cpu, align: 'right' },
  { title: 'CLOCK', value: ({ clock }) => clock },
  { title: 'SOFTEXPIRES', value: ({ softExpiresNs }) => softExpiresNs, align: 'right' },
  { title: 'EXPIRES', value: ({ expiresNs }) => expiresNs, align: 'right' },
  { title: 'HRTIMER', value: ({ address }) => formatAddress(address) },
  { title: 'FUNCTION', value: (timer) => timer.functionName ?? formatAddress(timer.function) },
];
