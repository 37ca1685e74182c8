import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDump } from '../dumps/lab/labDump';
import { dumpHostsOf } from '../ui/dumpHosts';
import { startRig } from '../ui/rig/rig';
import type { Workbench } from '../ui/rig/workbench';

/** How one view of a crowded machine felt, in the real editor. */
export interface PanelFigures {
  readonly view: string;
  /** From the command until its first row is there. */
  readonly firstPaintMs: number;
  /** Until all of it is. */
  readonly wholeMs: number;
  /** Between two frames while the wheel turns: half of them took less, one in twenty more, and the longest. */
  readonly frameMs: { readonly median: number; readonly p95: number; readonly worst: number };
  /** Of the page's JavaScript. */
  readonly heapMiB: number;
  /** Of the dump host, which all views share. */
  readonly hostMiB: number;
}

interface View {
  readonly name: string;
  readonly command: string;
  readonly firstRow: string;
  /** Pressed on the first row, for more of the view. */
  readonly key?: string;
  /** In the status line when nothing more is to come. */
  readonly whole: RegExp;
  readonly scrolled: string;
}

const views: readonly View[] = [
  {
    name: 'log, 500,000 lines',
    command: 'Vmcore: Show Kernel Log',
    firstRow: '.view-line',
    whole: /^[\d,]{7,} lines/,
    scrolled: '.monaco-editor',
  },
  {
    name: 'tasks, 20,000 rows',
    command: 'Vmcore: Show Tasks',
    firstRow: '.virtual-rows .row',
    whole: /^20,\d\d\d tasks/,
    scrolled: '.virtual-rows',
  },
  {
    name: 'backtraces of 20,000 tasks',
    command: 'Vmcore: Show Backtraces',
    firstRow: '.virtual-rows .row',
    key: '4',
    whole: /of 20,\d\d\d tasks · \d+ different stacks$/,
    scrolled: '.virtual-rows',
  },
  {
    name: 'memory',
    command: 'Vmcore: Show Memory',
    firstRow: '[role=row]',
    whole: /./,
    scrolled: '[role=grid]',
  },
];

const wheelTurns = 100;
const wheelPx = 400;

/** What runs inside the page. */
interface PageWindow {
  requestAnimationFrame(callback: (timeMs: number) => void): void;
  frameTimes: number[];
  readonly performance: { readonly memory?: { readonly usedJSHeapSize: number } };
}

/** Each view of the same crowded machine, opened and scrolled once: a person's first minute with it. */
export async function figuresOfPanels(): Promise<readonly PanelFigures[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vmcore-bench-'));
  const { path } = requireDump('x86-6.1-many-tasks');
  await symlink(path, join(folder, 'vmcore'));
  const rig = await startRig({ window: { width: 1400, height: 900 } });
  try {
    const workbench = await rig.open(folder);
    await workbench.openFromExplorer('vmcore');
    await workbench.webview().locator('#stack li').first().waitFor({ timeout: 60_000 });
    const figures: PanelFigures[] = [];
    for (const view of views) figures.push(await figuresOf(workbench, view, path));
    return figures;
  } finally {
    await rig.stop();
    await rm(folder, { recursive: true });
  }
}

async function figuresOf(workbench: Workbench, view: View, dumpPath: string): Promise<PanelFigures> {
  const page = workbench.webview();
  const started = performance.now();
  await workbench.runCommand(view.command);
  await page.locator(view.firstRow).first().waitFor({ timeout: 60_000 });
  const firstPaintMs = performance.now() - started;
  if (view.key !== undefined) await page.locator(view.scrolled).first().press(view.key);
  await page.locator('footer').filter({ hasText: view.whole }).waitFor({ timeout: 120_000 });
  const wholeMs = performance.now() - started;
  const frames = await framesWhileScrolling(workbench, view.scrolled);
  const heapBytes = await page
    .locator('body')
    .evaluate(() => (globalThis as unknown as PageWindow).performance.memory?.usedJSHeapSize ?? NaN);
  return {
    view: view.name,
    firstPaintMs,
    wholeMs,
    frameMs: frames,
    heapMiB: heapBytes / 2 ** 20,
    hostMiB: await residentMiB(dumpPath),
  };
}

/** Turns the wheel as a person who is in a hurry, and asks the page how long each of its frames took. */
async function framesWhileScrolling(
  workbench: Workbench,
  scrolled: string,
): Promise<PanelFigures['frameMs']> {
  const body = workbench.webview().locator('body');
  await body.evaluate(() => {
    const page = globalThis as unknown as PageWindow;
    page.frameTimes = [];
    const note = (timeMs: number): void => {
      page.frameTimes.push(timeMs);
      page.requestAnimationFrame(note);
    };
    page.requestAnimationFrame(note);
  });
  await workbench.webview().locator(scrolled).first().hover();
  for (let turn = 0; turn < wheelTurns; turn++) {
    await workbench.page.mouse.wheel(0, turn < wheelTurns / 2 ? wheelPx : -wheelPx);
  }
  const times = await body.evaluate(() => (globalThis as unknown as PageWindow).frameTimes);
  const frames = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const sorted = frames.sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? NaN;
  return { median: at(0.5), p95: at(0.95), worst: at(1) };
}

async function residentMiB(dumpPath: string): Promise<number> {
  const [pid] = await dumpHostsOf(dumpPath);
  const status = await readFile(`/proc/${pid ?? 'none'}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}
