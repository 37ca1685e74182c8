/** A longer packet than we ever announced has no meaning for us. */
const maxPacketLength = 64 * 1024;

/**
 * Cuts what gdb sends into packets of its remote serial protocol: `$data#checksum`. Acknowledgements and interrupts
 * between packets are dropped: over a local socket nothing gets lost, and nothing here runs.
 */
export class RspPackets {
  private rest = '';

  constructor(private readonly onPacket: (data: string) => void) {}

  push(chunk: Buffer): void {
    this.rest += chunk.toString('latin1');
    for (;;) {
      const start = this.rest.indexOf('$');
      if (start < 0) {
        this.rest = '';
        return;
      }
      const end = this.rest.indexOf('#', start);
      if (end < 0 || end + 2 >= this.rest.length) {
        this.rest = this.rest.length > maxPacketLength ? '' : this.rest.slice(start);
        return;
      }
      const data = this.rest.slice(start + 1, end);
      this.rest = this.rest.slice(end + 3);
      this.onPacket(data);
    }
  }
}

export function rspPacket(data: string): string {
  let sum = 0;
  for (let at = 0; at < data.length; at++) sum = (sum + data.charCodeAt(at)) & 0xff;
  return `$${data}#${sum.toString(16).padStart(2, '0')}`;
}
