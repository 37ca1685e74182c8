import type { StatusLine } from '../shared/statusLine';
import { explainOnHover, followOnClick, tellMenusOfAddresses } from './linkActions';
import { follow } from './logCommands';
import type { LogView } from './logView';
import type { LogStore } from './model/logStore';
import type { OopsSections } from './model/oopsSections';
import { foldOopses } from './oopsFolding';
import type { PageHost } from './pageHost';
import { RegisterNotes } from './registerNotes';

interface ExplainedLog {
  readonly view: LogView;
  readonly store: LogStore;
  readonly sections: OopsSections;
  readonly host: PageHost;
  readonly status: StatusLine;
}

/** What the log's text leads to and means: links, hovers, registers of an oops, and where an oops begins and ends. */
export function explainLog({ view, store, sections, host, status }: ExplainedLog): void {
  followOnClick(view, (link) => {
    follow({ host, status }, link);
  });
  explainOnHover(view, store);
  tellMenusOfAddresses(view);
  foldOopses(view, sections);
  new RegisterNotes(
    view,
    async (values) => {
      const addresses = values.map((value) => `0x${value}`);
      return (await host.request('describeAddresses', { addresses })).meanings;
    },
    (message) => {
      status.showNote(message);
    },
  );
}
