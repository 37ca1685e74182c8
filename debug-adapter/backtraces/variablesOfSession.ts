import type { DumpSession } from '../dumpSession';
import { StackVariables } from './stackVariables';

/** The one gdb of a dump host that is asked without a debug session; another when other folders are named. */
export class VariablesOfSession {
  private open: { readonly variables: StackVariables; readonly debuginfoPaths: string } | undefined;

  constructor(private readonly session: DumpSession) {
    session.onClose(() => {
      this.close();
    });
  }

  async get(debuginfoPaths: readonly string[]): Promise<StackVariables> {
    const { crash, kernel } = this.session;
    const [walk, lines] = [await crash.taskStacks(), await crash.sourceLines(debuginfoPaths)];
    const asked = JSON.stringify(debuginfoPaths);
    if (this.open?.debuginfoPaths !== asked) this.close();
    this.open ??= { variables: new StackVariables(kernel, walk, lines), debuginfoPaths: asked };
    return this.open.variables;
  }

  private close(): void {
    this.open?.variables.dispose();
    this.open = undefined;
  }
}
