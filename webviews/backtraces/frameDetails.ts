import { errorData } from '../../core/base/errors';
import { RequestCancellation } from '../../core/protocol/connection';
import type { CodeFrame, FrameWords, SurveyedTask } from '../../core/protocol/panels/backtracesRequests';
import { wordDetails } from './model/wordDetails';
import type { CodeOnStack, FrameDetail, LateDetails } from './model/stackRow';
import { strings } from './strings';
import type { BacktracesHost } from './surveyLoader';

const rememberedFrames = 500;

/** What is told of frames that stand open, asked for when they first do. */
export class FrameDetails {
  private readonly known = new Map<string, LateDetails>();

  constructor(
    private readonly host: Pick<BacktracesHost, 'request'>,
    private readonly changed: () => void,
  ) {}

  of({ task }: SurveyedTask, code: CodeOnStack): LateDetails {
    const { frame, inlined } = code;
    const key = `${task ?? ''} ${frame} ${inlined}`;
    const known = this.known.get(key);
    if (known) return known;
    const asking = { variables: [], words: inlined > 0 ? [] : note(strings.readingWords) };
    this.known.set(key, asking);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= rememberedFrames) break;
      this.known.delete(oldest);
    }
    if (inlined === 0) void this.askWords(key, task, frame);
    void this.askVariables(key, { task, ...code });
    return this.known.get(key) ?? asking;
  }

  private async askWords(key: string, task: string | undefined, frame: number): Promise<void> {
    try {
      const words = await this.host.request('frameWords', { task, frame });
      this.tell(key, { words: words ? shown(words) : note(strings.noWords) });
    } catch (error) {
      this.tell(key, { words: note(errorData(error).message) });
    }
  }

  private async askVariables(key: string, frame: CodeFrame): Promise<void> {
    const cancellation = new RequestCancellation();
    const run = (): void => {
      cancellation.cancel();
    };
    this.tell(key, { variables: note(strings.readingVariables, { label: strings.stop, run }) });
    try {
      const { variables } = await this.host.request('variablesOfFrame', frame, { cancellation });
      const details = variables.map((variable) => ({ kind: 'variable', variable }) as const);
      this.tell(key, { variables: details.length > 0 ? details : note(strings.noVariables) });
    } catch (error) {
      const { code, message, nextStep } = errorData(error);
      const why =
        code === 'cancelled' ? strings.stoppedGdb : strings.withoutVariables(`${message} ${nextStep}`);
      this.tell(key, { variables: note(why) });
    }
  }

  private tell(key: string, arrived: Partial<LateDetails>): void {
    const known = this.known.get(key);
    if (!known) return;
    this.known.set(key, { ...known, ...arrived });
    this.changed();
  }
}

function shown(words: FrameWords): readonly FrameDetail[] {
  const { missing } = words;
  return [...wordDetails(words), ...(missing === undefined ? [] : note(strings.notDumped(missing)))];
}

function note(text: string, action?: { label: string; run: () => void }): readonly FrameDetail[] {
  return [{ kind: 'note', text, ...(action && { action }) }];
}
