import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { registerPacket, type GdbMachine } from './gdbMachine';
import { RspPackets, rspPacket } from './rspPackets';

/** Memory as gdb may have it. */
export interface StubMemory {
  /** The bytes from `address` that are there, up to the first that is not. */
  read(address: bigint, sizeBytes: number): Uint8Array;
}

const packetBytes = 0x4000;

/**
 * gdb's memory and registers: a remote target with one virtual cpu, over a socket that only this user can reach. It
 * answers reads and refuses all else: whatever gdb is told to do, a dump stays as it is.
 */
export class RspStub {
  /** Nothing is asked of this cpu before it has registers, but gdb does not connect to one without these. */
  private registers: ReadonlyMap<string, bigint>;
  private readonly server: Server;
  private readonly connections = new Set<Socket>();

  private constructor(
    readonly path: string,
    private readonly machine: GdbMachine,
    private readonly memory: StubMemory,
  ) {
    this.registers = new Map([machine.programCounter, machine.stackPointer].map((name) => [name, 0n]));
    this.server = createServer((socket) => {
      this.serve(socket);
    });
  }

  /** @param folder with mode 0700: the socket is in it */
  static async listen(folder: string, machine: GdbMachine, memory: StubMemory): Promise<RspStub> {
    const stub = new RspStub(join(folder, 'memory'), machine, memory);
    await new Promise<void>((resolve, reject) => {
      stub.server.once('error', reject).listen(stub.path, resolve);
    });
    return stub;
  }

  /** What gdb reads of the cpu from now on; it has to be told to forget what it read before. */
  setRegisters(values: ReadonlyMap<string, bigint>): void {
    this.registers = values;
  }

  close(): void {
    for (const socket of this.connections) socket.destroy();
    this.server.close();
  }

  private serve(socket: Socket): void {
    this.connections.add(socket);
    const packets = new RspPackets((data) => {
      socket.write(`+${rspPacket(this.answer(data))}`, 'latin1');
    });
    socket.on('data', (chunk) => {
      packets.push(chunk);
    });
    // A gdb that was killed leaves its end of the socket open for a moment.
    socket.on('error', () => undefined);
    socket.on('close', () => this.connections.delete(socket));
  }

  /** An empty answer means “not supported”, which every remote target may give. */
  private answer(data: string): string {
    if (data.startsWith('qSupported')) return this.features;
    if (data.startsWith('qXfer:features:read:target.xml:')) return this.describe(data);
    if (data === '?') return 'S05';
    if (data === 'g') return registerPacket(this.machine, this.registers);
    if (data.startsWith('H')) return 'OK';
    if (data === 'qAttached') return '1';
    if (data === 'D' || data === 'vKill') return 'OK';
    const read = /^m([0-9a-f]{1,16}),([0-9a-f]{1,8})$/.exec(data);
    if (read) return this.read(BigInt(`0x${read[1] ?? '0'}`), parseInt(read[2] ?? '0', 16));
    // Writes of memory and registers, and everything that would run.
    return /^[MXGPcCsS]/.test(data) || data.startsWith('vCont;') ? 'E01' : '';
  }

  private get features(): string {
    const size = `PacketSize=${packetBytes.toString(16)}`;
    return this.machine.description === undefined ? size : `${size};qXfer:features:read+`;
  }

  /** A part of the target description: `m` when more follows, `l` for the last. */
  private describe(data: string): string {
    const { description } = this.machine;
    const [, offset, length] = /:([0-9a-f]{1,8}),([0-9a-f]{1,8})$/.exec(data) ?? [];
    if (description === undefined || offset === undefined || length === undefined) return '';
    const start = parseInt(offset, 16);
    const end = start + Math.min(parseInt(length, 16), packetBytes - 8);
    return `${end < description.length ? 'm' : 'l'}${description.slice(start, end)}`;
  }

  private read(address: bigint, sizeBytes: number): string {
    const bytes = this.memory.read(address, Math.min(sizeBytes, packetBytes / 2 - 8));
    return bytes.length === 0 && sizeBytes > 0 ? 'E14' : Buffer.from(bytes).toString('hex');
  }
}
