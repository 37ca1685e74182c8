import './tasks.css';
import type { TasksRequests } from '../../core/protocol/panels/tasksRequests';
import { openPanel } from '../panel/panelPage';
import { TasksView } from './tasksView';

openPanel<TasksRequests>((host) => new TasksView(host));
