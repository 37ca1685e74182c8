import { errorData } from '../../core/base/errors';
import { RequestCancellation } from '../../core/protocol/connection';
import { element } from '../shared/element';
import { strings } from './strings';

export type Fill<Subject> = (
  subject: Subject,
  body: HTMLElement,
  cancellation: RequestCancellation,
) => void | Promise<void>;

/** A part of the details that is asked for while it is open, and stays open from one task to the next. */
export class LazySection<Subject> {
  private readonly title: HTMLElement;
  private readonly body = element('div', { class: 'section-body' });
  readonly root: HTMLDetailsElement;
  private subject: Subject | undefined;
  /** What the body shows. */
  private filledFor: Subject | undefined;
  private cancellation = new RequestCancellation();

  constructor(
    title: string,
    private readonly fill: Fill<Subject>,
  ) {
    this.title = element('summary', {}, title);
    this.root = element('details', {}, this.title, this.body);
    this.root.addEventListener('toggle', () => {
      void this.update();
    });
  }

  set heading(text: string) {
    this.title.textContent = text;
  }

  set isOpen(open: boolean) {
    this.root.open = open;
  }

  show(subject: Subject): void {
    this.subject = subject;
    this.filledFor = undefined;
    this.cancellation.cancel();
    this.body.replaceChildren();
    void this.update();
  }

  private async update(): Promise<void> {
    const { subject } = this;
    if (!this.root.open || subject === undefined || this.filledFor === subject) return;
    this.filledFor = subject;
    const cancellation = (this.cancellation = new RequestCancellation());
    const body = element('div');
    this.body.replaceChildren(element('p', { class: 'note pending' }, strings.reading));
    try {
      await this.fill(subject, body, cancellation);
    } catch (error) {
      const { message, nextStep } = errorData(error);
      body.append(element('p', { class: 'bad' }, `${message} ${nextStep}`));
    }
    if (!cancellation.isCancelled) this.body.replaceChildren(body);
  }
}
