import * as vscode from 'vscode';
import { LocalMachine } from '../../core/kdump-machine/localMachine';
import { readMachineState } from '../../core/kdump-machine/readMachineState';
import { readReleaseEvidence } from '../../core/kdump-machine/releaseEvidence';
import { DocumentMachine } from './documentMachine';
import { ReadinessView } from './readinessView';
import { registerKdumpConf } from './register';
import { TargetInForce } from './targetInForce';

/** kdump.conf with the machine that it is for: its devices and programs, and whether it is ready for a crash. */
export function registerKdumpConfOnMachine(output: vscode.LogOutputChannel): { dispose(): unknown }[] {
  const targets = new TargetInForce(readReleaseEvidence);
  const machine = new LocalMachine();
  const readiness = new ReadinessView(async () => readMachineState(machine, await targets.ofThisMachine()));
  const { registerCommand } = vscode.commands;
  return [
    targets,
    readiness,
    registerCommand('vmcore.kdumpConf.readiness', () => readiness.show()),
    registerCommand('vmcore.kdumpConf.refreshReadiness', () => readiness.refresh()),
    registerCommand('vmcore.kdumpConf.askServer', () => readiness.askServer()),
    ...registerKdumpConf(targets, new DocumentMachine(machine), output),
  ];
}
