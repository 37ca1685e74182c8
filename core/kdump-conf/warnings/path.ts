import { warn } from '../finding';
import { insert } from '../fixes';
import { valueRange } from '../range';
import type { Check } from '../reading';
import { lookUp } from '../reading';

export const relativePath: Check = (reading) => {
  const entry = lookUp(reading, 'path');
  if (entry === undefined || entry.value === '' || /^["'/]/.test(entry.value)) return [];
  const range = valueRange(entry);
  const fix = insert("Write '/' before it", range.line, range.start, '/');
  const reason =
    'No release checks this. Without a target it would be looked up in whatever directory kdump runs in.';
  return [warn('relative-path', range, `'${entry.value}' is not an absolute path.`, [fix], reason)];
};

export const pathBesideRaw: Check = (reading) => {
  const entry = lookUp(reading, 'path');
  if (entry === undefined || lookUp(reading, 'raw') === undefined) return [];
  const message =
    'A raw target has no directories: path is used only when the dump is copied off the device.';
  return [warn('path-not-used', valueRange(entry), message)];
};
