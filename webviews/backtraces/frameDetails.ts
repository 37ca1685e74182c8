import { errorData } from '../../core/base/errors';
import type { FrameWords, SurveyedTask } from '../../core/protocol/panels/backtracesRequests';
import { wordDetails } from './model/wordDetails';
import type { FrameDetail } from './model/stackRows';
import { strings } from './strings';
import type { BacktracesHost } from './surveyLoader';

const rememberedFrames = 500;

/** What is told of frames that stand open, asked for when they first do. */
export class FrameDetails {
  private readonly words = new Map<string, readonly FrameDetail[]>();

  constructor(
    private readonly host: Pick<BacktracesHost, 'request'>,
    private readonly changed: () => void,
  ) {}

  /** @param frame crash's number of it */
  of({ task }: SurveyedTask, frame: number): readonly FrameDetail[] {
    const key = `${task ?? ''} ${frame}`;
    const known = this.words.get(key);
    if (known) return known;
    const waiting = note(strings.readingWords);
    this.remember(key, waiting);
    void this.ask(key, task, frame);
    return waiting;
  }

  private async ask(key: string, task: string | undefined, frame: number): Promise<void> {
    try {
      const words = await this.host.request('frameWords', { task, frame });
      this.remember(key, words ? shown(words) : note(strings.noWords));
    } catch (error) {
      this.remember(key, note(errorData(error).message));
    }
    this.changed();
  }

  private remember(key: string, details: readonly FrameDetail[]): void {
    this.words.set(key, details);
    for (const oldest of this.words.keys()) {
      if (this.words.size <= rememberedFrames) return;
      this.words.delete(oldest);
    }
  }
}

function shown(words: FrameWords): readonly FrameDetail[] {
  const { missing } = words;
  return [...wordDetails(words), ...(missing === undefined ? [] : note(strings.notDumped(missing)))];
}

function note(text: string): readonly FrameDetail[] {
  return [{ kind: 'note', text }];
}
