import './memory.css';
import { openPanel } from '../panel/panelPage';
import type { MemoryPageRequests } from './memoryRequests';
import { MemoryPanel } from './memoryPanel';

openPanel<MemoryPageRequests>((host) => new MemoryPanel(host));
