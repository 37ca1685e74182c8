import type { AllowedValue } from '../directives/directive';
import { findDirective, isFileSystemTarget } from '../directives/table';
import type { BlockDevice, MachineFacts } from '../machineFacts';
import { formatBytes } from '../sizes';
import type { ConfLine, LineRange } from '../syntaxTree';
import { rangeIn } from '../range';
import { restColumn, written } from '../syntaxTree';
import type { Target } from '../target';
import type { Completion } from './completion';
import { wordAt, wordRange } from './cursor';
import { valuesOf } from './hover';

/** Proposals for the value of any directive but core_collector. */
export function valueCompletions(
  line: ConfLine,
  column: number,
  target: Target,
  facts: MachineFacts,
): Completion[] {
  const directive = findDirective(line.keyword);
  if (directive === undefined) return [];
  const word = wordAt(line, column);
  const range = wordRange(line, word);
  const whole = rangeIn(line, restColumn(line), Math.max(written(line).range.end, column));
  const typed = word.text.slice(0, column - word.start);
  const values = valuesOf(directive, target);
  if (values.length > 0) return ofValues(values, directive.defaultValue, whole);
  if (isFileSystemTarget(line.keyword) || line.keyword === 'raw')
    return ofDevices(line.keyword, whole, facts);
  const place = takesSeveral.includes(line.keyword) ? range : whole;
  return [...ofForms(line.keyword, typed, place), ...ofPaths(line.keyword, typed, range, facts)];
}

function ofValues(
  values: readonly AllowedValue[],
  byDefault: string | undefined,
  range: LineRange,
): Completion[] {
  return values.map(({ name, meaning }, order) => ({
    label: name,
    kind: 'value',
    range,
    insertText: name,
    detail: name === byDefault ? `${meaning} (default)` : meaning,
    order,
  }));
}

/** Devices by UUID, label and path; those with the wanted file system come first. */
function ofDevices(keyword: string, range: LineRange, facts: MachineFacts): Completion[] {
  const fits = (device: BlockDevice): boolean =>
    keyword === 'raw' ? device.fileSystem === undefined : device.fileSystem === keyword;
  const found = (facts.blockDevices ?? []).flatMap((device, index): Completion[] => {
    const order = index + (fits(device) ? 0 : 1000);
    const detail = [
      device.path,
      device.fileSystem ?? 'no file system',
      ...(device.sizeBytes === undefined ? [] : [formatBytes(device.sizeBytes)]),
      ...(device.mountPoint === undefined ? [] : [`on ${device.mountPoint}`]),
    ].join(', ');
    const names = [
      ...(device.uuid === undefined || keyword === 'raw' ? [] : [`UUID=${device.uuid}`]),
      ...(device.label === undefined || keyword === 'raw' ? [] : [`LABEL=${device.label}`]),
      ...(device.aliases ?? []),
      device.path,
    ];
    return names.map((name) => ({ label: name, kind: 'device', range, insertText: name, detail, order }));
  });
  return found.length > 0 ? found : deviceForms(keyword, range);
}

function deviceForms(keyword: string, range: LineRange): Completion[] {
  const forms = keyword === 'raw' ? ['/dev/disk/by-id/'] : ['UUID=', 'LABEL=', '/dev/disk/by-id/'];
  return forms.map((form, order) => ({ label: form, kind: 'form', range, insertText: form, order }));
}

interface Form {
  readonly label: string;
  readonly snippet: string;
  readonly detail: string;
}

const ownPrograms: readonly Form[] = ['/usr/local/sbin/', '/etc/kdump/'].map((directory) => ({
  label: directory,
  snippet: directory,
  detail: 'where one’s own programs are',
}));

const forms: Readonly<Record<string, readonly Form[]>> = {
  nfs: [
    { label: 'host:/export', snippet: '${1:server.example.com}:${2:/export}', detail: 'an NFS export' },
    {
      label: '[address]:/export',
      snippet: '[${1:2001:db8::1}]:${2:/export}',
      detail: 'an NFS export by IPv6 address',
    },
  ],
  ssh: [
    {
      label: 'user@host',
      snippet: '${1:kdump}@${2:server.example.com}',
      detail: 'a login on another machine',
    },
  ],
  virtiofs: [{ label: 'tag', snippet: '${1:crashes}', detail: 'the tag of a share' }],
  dracut_args: [
    {
      label: '--mount',
      snippet: '--mount "${1:/dev/disk/by-id/…} ${2:/mnt} ${3:xfs} ${4:defaults}"',
      detail: 'names the dump target, unchecked',
    },
    { label: '--add-drivers', snippet: '--add-drivers "${1:driver}"', detail: 'further kernel modules' },
    { label: '--omit-drivers', snippet: '--omit-drivers "${1:driver}"', detail: 'leave kernel modules out' },
    { label: '--add', snippet: '--add "${1:module}"', detail: 'further dracut modules' },
    { label: '--omit', snippet: '--omit "${1:module}"', detail: 'leave dracut modules out' },
    { label: '--install', snippet: '--install "${1:/usr/bin/program}"', detail: 'further files' },
  ],
  fence_kdump_args: [
    {
      label: '-p 7410 -f auto -c 0 -i 10',
      snippet: '-p 7410 -f auto -c 0 -i 10',
      detail: 'the usual options',
    },
  ],
  kdump_pre: ownPrograms,
  kdump_post: ownPrograms,
  kdump_emergency: ownPrograms,
  extra_bins: ['/usr/bin/', '/usr/sbin/'].map((directory) => ({
    label: directory,
    snippet: directory,
    detail: 'where the programs of packages are',
  })),
  sshkey: [{ label: '/root/.ssh/kdump_id_rsa', snippet: '/root/.ssh/kdump_id_rsa', detail: 'default' }],
  path: [{ label: '/var/crash', snippet: '/var/crash', detail: 'default' }],
};

/** Whose value is a list: what stands there already, stays. */
const takesSeveral = ['extra_bins', 'dracut_args'];

function ofForms(keyword: string, typed: string, range: LineRange): Completion[] {
  const found = Object.hasOwn(forms, keyword) ? (forms[keyword] ?? []) : [];
  const left = found.filter(
    ({ label }) => !label.endsWith('/') || (label !== typed && label.startsWith(typed)),
  );
  return left.map(({ label, snippet, detail }, order) => ({
    label,
    kind: 'form',
    range,
    insertText: snippet,
    ...(snippet.includes('${') ? { snippet: true as const } : {}),
    detail,
    order,
  }));
}

const namesPrograms = ['kdump_pre', 'kdump_post', 'kdump_emergency', 'extra_bins'];

/** The directory whose listing would help at this word; the editor reads it and passes it on in the facts. */
export function wantedDirectory(keyword: string, typed: string): string | undefined {
  if (!namesPrograms.includes(keyword) && keyword !== 'path' && keyword !== 'sshkey') return undefined;
  const slash = typed.lastIndexOf('/');
  return slash < 0 ? undefined : typed.slice(0, slash) || '/';
}

function ofPaths(keyword: string, typed: string, range: LineRange, facts: MachineFacts): Completion[] {
  const directory = wantedDirectory(keyword, typed);
  const entries = directory === undefined ? undefined : facts.directories?.[directory];
  if (directory === undefined || entries === undefined) return mountPoints(keyword, range, facts);
  const above = directory === '/' ? '' : directory;
  return entries
    .filter(
      ({ kind, executable }) =>
        kind === 'directory' || (keyword !== 'path' && (executable !== false || keyword === 'sshkey')),
    )
    .map(({ name, kind }, index) => ({
      label: name,
      kind,
      range,
      insertText: `${above}/${name}${kind === 'directory' ? '/' : ''}`,
      order: index + 100,
    }));
}

function mountPoints(keyword: string, range: LineRange, facts: MachineFacts): Completion[] {
  if (keyword !== 'path') return [];
  return (facts.blockDevices ?? []).flatMap(({ mountPoint, path, freeBytes }, index): Completion[] => {
    if (mountPoint === undefined || mountPoint === '/') return [];
    const detail = freeBytes === undefined ? path : `${path}, ${formatBytes(freeBytes)} free`;
    return [
      { label: mountPoint, kind: 'directory', range, insertText: mountPoint, detail, order: index + 10 },
    ];
  });
}
