import './structure.css';
import type { StructureRequests } from '../../core/protocol/panels/structureRequests';
import { openPanel } from '../panel/panelPage';
import { StructureView } from './structureView';

openPanel<StructureRequests>((host) => new StructureView(host));
