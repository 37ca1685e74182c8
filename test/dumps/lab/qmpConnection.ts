import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

type Reply = { readonly return: unknown } | { readonly error: { readonly desc: string } };

/** QEMU's machine protocol: the lab listens, QEMU connects when it starts, so nobody has to poll. */
export class QmpConnection {
  private constructor(
    private readonly socket: Socket,
    private readonly waiting: ((reply: Reply) => void)[],
  ) {}

  static async listen(socketPath: string): Promise<Server> {
    const server = createServer();
    server.listen(socketPath);
    await once(server, 'listening');
    return server;
  }

  static async accept(server: Server): Promise<QmpConnection> {
    const [socket] = (await once(server, 'connection')) as [Socket];
    const waiting: ((reply: Reply) => void)[] = [];
    const lines = createInterface({ input: socket });
    lines.on('line', (line) => {
      const message = JSON.parse(line) as Record<string, unknown>;
      if ('return' in message || 'error' in message) waiting.shift()?.(message as Reply);
    });
    // QEMU's death closes the connection under whoever still waits; nobody needs to hear of it twice.
    lines.on('error', () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      for (const settle of waiting.splice(0)) settle({ error: { desc: 'QEMU closed the connection' } });
    });
    const connection = new QmpConnection(socket, waiting);
    await connection.execute('qmp_capabilities');
    return connection;
  }

  /** @throws Error with QEMU's own words when the command fails. */
  async execute(command: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const reply = await new Promise<Reply>((resolve) => {
      this.waiting.push(resolve);
      this.socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    });
    if ('error' in reply) throw new Error(`QEMU's ${command}: ${reply.error.desc}`);
    return reply.return;
  }
}
