import type { DumpSession } from '../host/dumpSession';
import { StackVariables } from './stackVariables';

/** The variables of a dump host's stacks; anew when other folders with debuginfo are named. */
export class VariablesOfSession {
  private open: { readonly variables: StackVariables; readonly debuginfoPaths: string } | undefined;

  constructor(private readonly session: DumpSession) {}

  async get(debuginfoPaths: readonly string[]): Promise<StackVariables> {
    const { crash, kernel, engines } = this.session;
    const [walk, lines] = [await crash.taskStacks(), await crash.sourceLines(debuginfoPaths)];
    const asked = JSON.stringify(debuginfoPaths);
    if (this.open?.debuginfoPaths !== asked) {
      const gdb = await engines.gdb.holder(debuginfoPaths);
      this.open = { variables: new StackVariables(kernel, walk, lines, gdb), debuginfoPaths: asked };
    }
    return this.open.variables;
  }
}
