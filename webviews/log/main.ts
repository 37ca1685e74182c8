import './log.css';
import { Connection } from '../../core/protocol/connection';
import type { LogPanelEvents, LogPanelRequests } from '../../core/protocol/logPanel';
import { hostTransport, vscodeApi } from '../shared/host';
import { LogPage } from './logPage';
import { parsePanelState } from './panelState';

const page = new LogPage({
  request: (method, params, options) => connection.request(method, params, options),
  savedState: parsePanelState(vscodeApi.getState()),
  saveState: (state) => {
    vscodeApi.setState(state);
  },
});

const connection = new Connection<LogPanelEvents, LogPanelRequests>(hostTransport(), {
  run: ({ command }) => {
    page.run(command);
    return null;
  },
  reveal: ({ record }) => {
    page.reveal(record);
    return null;
  },
});

document.body.append(page.root);
void page.start();
