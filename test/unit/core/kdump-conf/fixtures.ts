import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(process.cwd(), 'test/fixtures/kdump-conf');

/** A file found in the wild, by its name. */
export function sample(name: string): string {
  return readFileSync(join(folder, 'samples', name), 'utf8');
}

export interface VerdictCase {
  readonly name: string;
  readonly input: string;
  readonly verdict: Readonly<Record<string, 'accept' | 'reject'>>;
  readonly head_values: Readonly<Record<string, string>>;
}

export function verdictCases(): readonly VerdictCase[] {
  return (JSON.parse(readFileSync(join(folder, 'verdicts.json'), 'utf8')) as { cases: VerdictCase[] }).cases;
}

export interface Measured {
  readonly releases: readonly string[];
  readonly hostName: string;
  readonly addresses: readonly string[];
  /** Input, and one sign a release. */
  readonly cases: readonly (readonly [string, string])[];
}

export function measured(): Measured {
  return JSON.parse(readFileSync(join(folder, 'measured.json'), 'utf8')) as Measured;
}
