import type { KernelLog } from './log';
import type { LogEntry } from './logBuffer';

/**
 * Whose text form is wanted, byte for byte. They differ in how a byte that is not printable looks, and in records
 * without text, which crash 8.0 shows as an empty line and makedumpfile leaves out.
 */
export type LogTextForm = 'makedumpfile' | 'crash';

export interface LogTextOptions {
  readonly form: LogTextForm;
  /** Prints who called printk, as makedumpfile does since 1.7.5: `[   T123] `. */
  readonly callers: boolean;
  /**
   * Whether C's char has a sign on the dumped architecture: there makedumpfile's %02x prints byte 0xe9 as
   * \xffffffe9. (It is always built for the architecture whose dumps it reads.)
   */
  readonly signedChar: boolean;
  /** The first record; the oldest when left out. */
  readonly start?: number;
  /** Which records; all when left out. */
  readonly includes?: (entry: LogEntry) => boolean;
}

const chunkSizeBytes = 64 * 1024;
const lineFeed = 0x0a;
const space = 0x20;

/**
 * The log as text, in pieces of about 64 KiB that hold until the next one is asked for. Records whose text the dump
 * lacks are left out; `KernelLog.problems` counts them.
 */
export function* logText(log: KernelLog, options: LogTextOptions): Iterable<Uint8Array> {
  const { start = 0 } = options;
  if (log.buffer.plainText && start === 0 && !options.includes) {
    yield* log.buffer.plainText();
    return;
  }
  const writer = new LogTextWriter(options);
  for (let index = start; index < log.total; index++) {
    const entry = log.entry(index);
    if (!entry.text || options.includes?.(entry) === false) continue;
    writer.add(entry, entry.text);
    if (writer.length >= chunkSizeBytes) yield writer.take();
  }
  if (writer.length > 0) yield writer.take();
}

/** A record's text is at most 65,535 bytes long, and a byte becomes at most a line feed with an indentation. */
class LogTextWriter {
  length = 0;
  private bytes = new Uint8Array(chunkSizeBytes * 2);
  private readonly unprintable: readonly Uint8Array[];

  constructor(private readonly options: LogTextOptions) {
    this.unprintable = Array.from({ length: 256 }, (_, byte) => unprintableByte(byte, options));
  }

  add(entry: LogEntry, text: Uint8Array): void {
    if (entry.dataless) {
      if (this.options.form === 'crash') this.addByte(lineFeed);
      return;
    }
    const start = this.length;
    this.addAscii(prefix(entry, this.options.callers));
    this.addText(text, this.length - start);
    this.addByte(lineFeed);
  }

  /** The bytes so far; they are overwritten by later ones. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length);
    this.length = 0;
    return taken;
  }

  /** Lines after the first are indented by the width of the first one's prefix. */
  private addText(text: Uint8Array, indentBytes: number): void {
    this.reserve(text.length * Math.max(indentBytes + 1, 10));
    for (const byte of text) {
      if (isPrintable(byte)) {
        this.bytes[this.length++] = byte;
        if (byte === lineFeed) {
          this.bytes.fill(space, this.length, this.length + indentBytes);
          this.length += indentBytes;
        }
      } else {
        const escaped = this.unprintable[byte] ?? text;
        this.bytes.set(escaped, this.length);
        this.length += escaped.length;
      }
    }
  }

  private addAscii(text: string): void {
    this.reserve(text.length);
    for (let index = 0; index < text.length; index++) this.bytes[this.length++] = text.charCodeAt(index);
  }

  private addByte(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  private reserve(sizeBytes: number): void {
    if (this.length + sizeBytes <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + sizeBytes));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** `[    1.234567] `, and `[   T123] ` behind it. */
function prefix(entry: LogEntry, callers: boolean): string {
  const timeUs = entry.timeUs ?? 0;
  const seconds = Math.floor(timeUs / 1_000_000);
  const fraction = timeUs - seconds * 1_000_000;
  const time = `[${String(seconds).padStart(5)}.${String(fraction).padStart(6, '0')}] `;
  if (!callers || entry.callerId === undefined) return time;
  return `${time}[${callerName(entry.callerId).padStart(8)}] `;
}

/** "T1234" for a thread, "C2" for a cpu outside of any task. */
export function callerName(callerId: number): string {
  return callerId >= 2 ** 31 ? `C${callerId - 2 ** 31}` : `T${callerId}`;
}

/** What isprint and isspace of the C locale let through. */
function isPrintable(byte: number): boolean {
  return (byte >= space && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

function unprintableByte(byte: number, { form, signedChar }: LogTextOptions): Uint8Array {
  if (form === 'crash') return Uint8Array.of(0x2e);
  const value = signedChar && byte >= 0x80 ? byte + 0xffff_ff00 : byte;
  return Buffer.from(`\\x${value.toString(16).padStart(2, '0')}`, 'latin1');
}
