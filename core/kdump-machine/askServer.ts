import { connect } from 'node:net';
import { serverName } from '../kdump-conf/readiness/dumpPlace';
import type { ServerAnswer } from '../kdump-conf/readiness/machineState';

const timeLimitMs = 5000;

/** Whether a server takes connections: one is opened and closed again, and nothing is sent. */
export function askServer(host: string, port: number): Promise<ServerAnswer> {
  const server = serverName(host, port);
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeLimitMs });
    const answer = (failure?: string): void => {
      socket.destroy();
      resolve(failure === undefined ? { server } : { server, failure });
    };
    socket.once('connect', () => {
      answer();
    });
    socket.once('timeout', () => {
      answer(`no answer within ${timeLimitMs / 1000} s`);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      answer(reasons[error.code ?? ''] ?? error.message);
    });
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'no name server answers',
  ECONNREFUSED: 'it refuses connections',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
};
