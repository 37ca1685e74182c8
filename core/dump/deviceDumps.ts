import { StructView } from '../base/structView';
import type { ElfNote } from './elfNotes';

/** What a driver saved of its device while the kernel crashed (CONFIG_PROC_VMCORE_DEVICE_DUMP). */
export interface DeviceDump {
  /** As the driver named it: "cxgb4_0000:02:00.4". */
  readonly name: string;
  readonly sizeBytes: number;
  /** Read when asked for. */
  readonly data: Uint8Array;
}

/** NT_VMCOREDD, VMCOREDD_NOTE_NAME and VMCOREDD_MAX_NAME_BYTES of include/uapi/linux/vmcore.h and elf.h. */
const noteTypeDeviceDump = 0x700;
const noteName = 'LINUX';
const dumpNameSizeBytes = 44;

export function findDeviceDumps(notes: readonly ElfNote[]): readonly DeviceDump[] {
  return notes
    .filter(({ name, type, sizeBytes }) => {
      return name === noteName && type === noteTypeDeviceDump && sizeBytes >= dumpNameSizeBytes;
    })
    .map((note) => ({
      name: new StructView(note.readStart(dumpNameSizeBytes), true).cString(0, dumpNameSizeBytes),
      sizeBytes: note.sizeBytes - dumpNameSizeBytes,
      get data() {
        return note.description.subarray(dumpNameSizeBytes);
      },
    }));
}
