import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { projectRoot } from '../support/manifest';

const adapterPath = join(projectRoot, 'out/debug-adapter/main.js');

const clientCapabilities: Dap.InitializeRequestArguments = {
  adapterID: 'vmcore',
  pathFormat: 'path',
  linesStartAt1: true,
  columnsStartAt1: true,
  supportsInvalidatedEvent: true,
  supportsProgressReporting: true,
};

/** Loading debug information without an index, on a machine that does other things as well. */
const engineTimeoutMs = 300_000;

/** A debug client and its adapter over stdio, with a transcript of what is worth comparing. */
export class Conversation {
  private readonly lines: string[] = [];

  private constructor(readonly client: DebugClient) {}

  /** @param env added to this process's own environment */
  static async start(env: NodeJS.ProcessEnv = {}): Promise<Conversation> {
    const client = new DebugClient('node', adapterPath, 'vmcore', { env: { ...process.env, ...env } });
    client.defaultTimeout = engineTimeoutMs;
    await client.start();
    return new Conversation(client);
  }

  get transcript(): string {
    return this.lines.map((line) => `${line}\n`).join('');
  }

  note(line: string): void {
    this.lines.push(line);
  }

  /** Up to the first stop. */
  async launch(launchArguments: object): Promise<Dap.StoppedEvent> {
    const stopped = this.client.waitForEvent('stopped');
    await this.client.initializeRequest(clientCapabilities);
    await this.client.customRequest('launch', launchArguments);
    const event = (await stopped) as Dap.StoppedEvent;
    await this.client.configurationDoneRequest();
    this.note(`stopped: ${JSON.stringify(event.body)}`);
    return event;
  }

  /** Up to where gdb has joined. */
  async launchWithGdb(launchArguments: object): Promise<void> {
    const joined = this.client.waitForEvent('invalidated', engineTimeoutMs);
    await this.launch(launchArguments);
    await joined;
  }

  /** @param from the function from which on frames are noted; all where none has that name */
  async stack(threadId: number, from?: string): Promise<readonly Dap.StackFrame[]> {
    const { stackFrames } = (await this.client.stackTraceRequest({ threadId })).body;
    const first = stackFrames.findIndex(({ name }) => name === from);
    this.note(`stack of thread ${threadId}:`);
    for (const frame of stackFrames.slice(Math.max(0, first))) this.note(`  ${frameLine(frame)}`);
    return stackFrames;
  }

  async scopes(frameId: number): Promise<readonly Dap.Scope[]> {
    const { scopes } = (await this.client.scopesRequest({ frameId })).body;
    this.note(`scopes: ${scopes.map(({ name }) => name).join(', ')}`);
    return scopes;
  }

  async variables(args: Dap.VariablesArguments): Promise<readonly Dap.Variable[]> {
    return (await this.client.variablesRequest(args)).body.variables;
  }

  /** Notes the answer, or why there is none, and what stands inside of it. */
  async evaluate(
    expression: string,
    frameId: number,
    context = 'watch',
  ): Promise<Dap.EvaluateResponse['body'] | undefined> {
    try {
      const { body } = await this.client.evaluateRequest({ expression, frameId, context });
      this.note(`${expression} = ${body.result} : ${body.type ?? ''}`);
      return body;
    } catch (error) {
      this.note(`${expression} ! ${messageOf(error)}`);
      return undefined;
    }
  }

  /** Any request, its answer noted as JSON. */
  async ask(command: string, args: object = {}): Promise<unknown> {
    try {
      const { body } = (await this.client.customRequest(command, args)) as { body: unknown };
      this.note(`${command}: ${JSON.stringify(body)}`);
      return body;
    } catch (error) {
      this.note(`${command} ! ${messageOf(error)}`);
      return undefined;
    }
  }

  get pid(): number {
    return this.adapter?.pid ?? 0;
  }

  async end(): Promise<void> {
    // One that is gone already would never answer the farewell.
    if (this.isAlive) await this.client.stop();
  }

  /** Resolves once the adapter has left by itself, or was killed. */
  async untilGone(): Promise<void> {
    if (this.adapter && this.isAlive) await once(this.adapter, 'exit');
  }

  private get isAlive(): boolean {
    return this.adapter?.exitCode === null && this.adapter.signalCode === null;
  }

  /** The test client forgets it when it has stopped it. */
  private get adapter(): ChildProcess | null {
    return (this.client as unknown as { readonly _adapterProcess: ChildProcess | null })._adapterProcess;
  }
}

function frameLine({ name, source, line, presentationHint }: Dap.StackFrame): string {
  const place = source?.path === undefined ? '' : ` at ${source.path}:${line}`;
  return `${name}${place}${presentationHint === undefined ? '' : ` (${presentationHint})`}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
