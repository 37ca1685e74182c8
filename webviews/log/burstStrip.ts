import { unknownLevel } from '../../core/protocol/overview';
import { element } from '../shared/element';
import { findBursts, type Bursts } from './model/bursts';
import { levelName } from './model/levels';
import type { LogStore } from './model/logStore';
import { strings } from './strings';

const slicePx = 3;

/**
 * When the kernel talked, and how bad it was: a bar for each slice of time, longer with more messages, in the
 * colour of the worst level; a slice with an error also carries a tick at the edge, so colour is not alone.
 */
export class BurstStrip {
  readonly root = element('div', {
    class: 'bursts',
    role: 'slider',
    tabindex: '0',
    'aria-label': strings.burstLabel,
    'aria-orientation': 'vertical',
  });
  private readonly canvas = element('canvas');
  private bursts: Bursts | undefined;
  private selected = 0;

  constructor(
    private readonly store: LogStore,
    private readonly onChoose: (record: number) => void,
  ) {
    this.root.append(this.canvas);
    this.root.addEventListener('pointerdown', (event) => {
      this.choose(Math.floor(event.offsetY / slicePx));
    });
    this.root.addEventListener('pointermove', (event) => {
      this.root.title = this.describe(Math.floor(event.offsetY / slicePx));
    });
    this.root.addEventListener('keydown', (event) => {
      this.onKey(event);
    });
    new ResizeObserver(() => {
      this.update();
    }).observe(this.root);
  }

  /** For when records were added or the theme changed. */
  update(): void {
    const sliceCount = Math.max(1, Math.floor(this.root.clientHeight / slicePx));
    this.bursts = findBursts(this.store, sliceCount);
    this.root.setAttribute('aria-valuemin', '0');
    this.root.setAttribute('aria-valuemax', String(sliceCount - 1));
    this.tellSelected(Math.min(this.selected, sliceCount - 1));
    this.draw(this.bursts);
  }

  private draw({ counts, worst }: Bursts): void {
    const scale = window.devicePixelRatio;
    const { clientWidth: width, clientHeight: height } = this.root;
    this.canvas.width = width * scale;
    this.canvas.height = height * scale;
    const context = this.canvas.getContext('2d');
    if (!context) return;
    context.scale(scale, scale);
    const colors = levelColors(this.root);
    const most = Math.log1p(counts.reduce((max, count) => Math.max(max, count), 1));
    counts.forEach((count, slice) => {
      if (count === 0) return;
      const level = worst[slice] ?? unknownLevel;
      const length = Math.max(2, (Math.log1p(count) / most) * (width - 6));
      context.fillStyle = colors(level);
      context.fillRect(0, slice * slicePx, length, slicePx - 1);
      if (level <= 3) context.fillRect(width - 4, slice * slicePx, 4, slicePx - 1);
    });
  }

  private onKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || !this.bursts) return;
    const { counts } = this.bursts;
    let slice = this.selected + step;
    while (slice > 0 && slice < counts.length - 1 && counts[slice] === 0) slice += step;
    this.choose(slice);
    event.preventDefault();
  }

  private choose(slice: number): void {
    if (!this.bursts) return;
    this.tellSelected(Math.max(0, Math.min(this.bursts.counts.length - 1, slice)));
    this.onChoose(this.bursts.firstRecord[this.selected] ?? 0);
  }

  private tellSelected(slice: number): void {
    this.selected = slice;
    this.root.setAttribute('aria-valuenow', String(slice));
    this.root.setAttribute('aria-valuetext', this.describe(slice));
  }

  private describe(slice: number): string {
    const count = this.bursts?.counts[slice] ?? 0;
    const timeUs = this.store.timeUs(this.bursts?.firstRecord[slice] ?? 0);
    const seconds = Number.isNaN(timeUs) ? '?' : (timeUs / 1e6).toFixed(3);
    if (count === 0) return strings.burstEmpty(seconds);
    return strings.burstValue(seconds, count, levelName(this.bursts?.worst[slice] ?? unknownLevel));
  }
}

/** The style sheet names the levels' colours; a canvas has to ask for them. */
function levelColors(root: HTMLElement): (level: number) => string {
  const style = getComputedStyle(root);
  const cache = new Map<number, string>();
  return (level) => {
    const color = cache.get(level) ?? style.getPropertyValue(`--log-burst-${Math.min(level, 7)}`).trim();
    cache.set(level, color);
    return color;
  };
}
