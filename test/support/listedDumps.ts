import type { DumpDiagnosis } from '../../core/protocol/dumpDiagnosis';
import type { DumpSummary } from '../../core/protocol/dumpSummary';
import type { ListedDump } from '../../extension/dumps/listedDump';

export function summaryOf(path: string, more: Partial<DumpSummary> = {}): DumpSummary {
  return {
    path,
    parts: [path],
    sizeBytes: 4096,
    format: 'ELF vmcore',
    architecture: 'x86_64',
    release: '6.1.0',
    completeness: 'complete',
    missing: [],
    cost: { readBytes: 2048, elapsedMs: 1 },
    ...more,
  };
}

/** @param signature as people read it; its id is the same text */
export function diagnosisOfCrash(signature: string, more: Partial<DumpDiagnosis> = {}): DumpDiagnosis {
  return {
    kind: 'null-dereference',
    title: `NULL pointer dereference in ${signature}`,
    signature: { id: signature, text: signature },
    complete: true,
    missing: [],
    ...more,
  };
}

/** @param crashedAt seconds since 1970 */
export function listedDump(path: string, crashedAt: number, signature?: string): ListedDump {
  return {
    path,
    modifiedMs: 0,
    sizeBytes: 4096,
    summary: summaryOf(path, { crashTime: { value: crashedAt, source: 'VMCOREINFO' } }),
    ...(signature !== undefined && { diagnosis: diagnosisOfCrash(signature) }),
  };
}
