import './backtraces.css';
import type { BacktracesPageRequests } from '../../core/protocol/panels/backtracesPage';
import type { BacktracesRequests } from '../../core/protocol/panels/backtracesRequests';
import { openPanel } from '../panel/panelPage';
import { BacktracesView } from './backtracesView';

openPanel<BacktracesRequests & BacktracesPageRequests>((host) => new BacktracesView(host));
