import { startsWithElfMagic } from './elfHeader';
import type * as elfObject from './elfObjectKind';

/** What a file that is no dump looks like, and what a person can do with it. */
export interface FileKind {
  /** A noun with its article: "a gzip file". */
  readonly kind: string;
  readonly nextStep?: string;
}

/** So much of the file is looked at. */
export const fileKindSizeBytes = 4096;

const unpack = 'Unpack it first, then open the vmcore inside.';
const bootImage = 'Open the vmcore instead; the image with symbols is the vmlinux of the debuginfo package.';
const virtualMachine =
  'Have the running machine dumped with "virsh dump --memory-only" or QEMU\'s dump-guest-memory.';

interface Signature extends FileKind {
  readonly offset?: number;
  /** Latin-1. */
  readonly magic: string;
}

const signatures: readonly Signature[] = [
  { magic: '\x1f\x8b', kind: 'a gzip file', nextStep: unpack },
  { magic: '\xfd7zXZ\0', kind: 'an xz file', nextStep: unpack },
  { magic: 'BZh', kind: 'a bzip2 file', nextStep: unpack },
  { magic: '\x28\xb5\x2f\xfd', kind: 'a zstd file', nextStep: unpack },
  { magic: '\x04\x22\x4d\x18', kind: 'an lz4 file', nextStep: unpack },
  { magic: '\x89LZO\0', kind: 'an lzop file', nextStep: unpack },
  { magic: 'PK\x03\x04', kind: 'a zip archive', nextStep: unpack },
  { magic: '7z\xbc\xaf\x27\x1c', kind: 'a 7-Zip archive', nextStep: unpack },
  { offset: 257, magic: 'ustar', kind: 'a tar archive', nextStep: unpack },
  { magic: '\xed\xab\xee\xdb', kind: 'an RPM package', nextStep: unpack },
  { magic: '!<arch>\n', kind: 'a Debian package or library archive', nextStep: unpack },
  { offset: 0x202, magic: 'HdrS', kind: 'a Linux boot image (bzImage)', nextStep: bootImage },
  { offset: 0x38, magic: 'ARM\x64', kind: 'a Linux boot image for arm64', nextStep: bootImage },
  { magic: 'QEVM', kind: 'a saved QEMU machine state', nextStep: virtualMachine },
  { magic: 'LibvirtQemudSave', kind: 'a saved libvirt machine state', nextStep: virtualMachine },
  { magic: 'LibvirtQemudPart', kind: 'an unfinished libvirt machine state', nextStep: virtualMachine },
  { magic: 'QFI\xfb', kind: 'a QEMU disk image (qcow2)', nextStep: virtualMachine },
  { magic: '\xd0\xbe\xd2\xbe', kind: 'a suspended VMware machine', nextStep: virtualMachine },
  { magic: '\xd1\xba\xd1\xba', kind: 'a suspended VMware machine', nextStep: virtualMachine },
  {
    magic: 'EMiL',
    kind: 'a LiME memory capture',
    nextStep:
      'LiME can also write "format=padded"; Volatility reads both. Kernel crash dumps come from kdump.',
  },
  { magic: 'PAGEDU', kind: 'a Windows crash dump', nextStep: 'Open it with WinDbg.' },
  { magic: 'MDMP', kind: 'a Windows minidump', nextStep: 'Open it with WinDbg.' },
  { magic: 'DISKDUMP', kind: "a dump in diskdump's format of 2004", nextStep: 'Open it with crash.' },
  { magic: '\xed\x23\x8f\x61\x73\x01\x19\xa8', kind: 'an LKCD dump', nextStep: 'Open it with crash.' },
  {
    magic: '\xa8\x19\x01\x73\x61\x8f\x23\xfd',
    kind: 'a stand-alone dump of an s390 machine',
    nextStep: 'Convert it to ELF with "zgetdump -f elf".',
  },
];

/** Tells what `head`, the start of a file that no format recognises, belongs to. */
export function fileKind(head: Uint8Array): FileKind {
  if (startsWithElfMagic(head)) return loadElfObjectKind()(head);
  const start = Buffer.from(head).toString('latin1');
  const known = signatures.find(({ magic, offset = 0 }) => start.startsWith(magic, offset));
  return known ?? textKind(start) ?? dataKind(head);
}

/** Whether a file that starts so is a kernel log that somebody saved, with its times. */
export function isSavedLog(head: Uint8Array): boolean {
  const start = Buffer.from(head).toString('latin1');
  return isText(start) && logTime.test(start);
}

const logTime = /^(<\d+>)?\[\s*\d+\.\d{6}\]/m;

function isText(start: string): boolean {
  return !/[^\t\n\v\f\r\x1b\x20-\x7e\x80-\xff]/.test(start);
}

function textKind(start: string): FileKind | undefined {
  if (!isText(start)) return undefined;
  if (/^\s*<(!doctype\s+html|html|head)/i.test(start)) {
    return { kind: 'a web page', nextStep: 'The download went wrong; fetch the dump again.' };
  }
  if (logTime.test(start)) {
    return { kind: 'the text of a kernel log', nextStep: 'Open it as text, with the language “Kernel Log”.' };
  }
  return { kind: 'a text file', nextStep: 'Choose the vmcore; vmcore-dmesg.txt beside it is only its log.' };
}

function dataKind(head: Uint8Array): FileKind {
  if (head.every((byte) => byte === 0)) {
    return {
      kind: 'a file that starts with zeros',
      nextStep: 'The dump was lost while it was saved; look at the log of the kdump service.',
    };
  }
  return { kind: 'data of an unknown kind' };
}

/** Only for files that are no dumps: loading elfy costs more than opening a dump. */
function loadElfObjectKind(): (head: Uint8Array) => FileKind {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when first needed
  return (require('./elfObjectKind') as typeof elfObject).elfObjectKind;
}
