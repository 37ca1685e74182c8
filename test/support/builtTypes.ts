import assert from 'node:assert/strict';
import { parseBtf } from '../../core/types/btf';
import { BtfTypes } from '../../core/types/btfTypes';
import type { BtfBuilder } from './btfBuilder';

/** The types of a section that has nothing wrong with it. */
export function builtTypes(builder: BtfBuilder, littleEndian = true): BtfTypes {
  const { btf, problems } = parseBtf(builder.bytes(), littleEndian);
  assert.ok(btf);
  assert.deepEqual(problems, []);
  return new BtfTypes(btf, 8);
}
