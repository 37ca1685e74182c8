import { analyzeCrash } from '../analysis/analyzeCrash';
import { loadCrashDisassembler } from '../analysis/fault/crashDisassembler';
import { openDump } from '../dump/openDump';
import { takesLong } from '../kernel/errors';
import { Kernel } from '../kernel/kernel';
import { findVmlinuxForGdb } from '../kernel/sources/prepareTypes';
import { diagnosisOf, type DumpDiagnosis } from '../protocol/dumpDiagnosis';
import { readOverview } from './overview';

/**
 * Why the machine of the dump at `path` went down, for a list of dumps that nobody has opened.
 * @throws VmcoreError why it cannot be opened; `takes-long` where that is better left to a person who wants it: memory would
 * have to be searched for VMCOREINFO, or gdb be started for the types
 */
export async function readDumpDiagnosis(path: string): Promise<DumpDiagnosis> {
  const dump = openDump(path);
  try {
    if (dump.vmcoreinfo === undefined) throw takesLong(path, 'its whole memory has to be searched');
    const kernel = new Kernel(dump);
    if (findVmlinuxForGdb(kernel)) throw takesLong(path, 'gdb has to read the types of its kernel');
    return diagnosisOf(readOverview(kernel), analyzeCrash(kernel, await loadCrashDisassembler(kernel)));
  } finally {
    dump.close();
  }
}
