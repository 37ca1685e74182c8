import fc from 'fast-check';

/** Loaded before all tests (.mocharc.json): every run draws the same random cases, so that a failure can be repeated. */
const fixedSeed = 20_240_229;

/** A number, or "random" to look for cases that nobody has met; a failure then names the seed that it came from. */
const wanted = process.env['VMCORE_SEED'] ?? String(fixedSeed);
if (wanted !== 'random') {
  if (!/^-?\d+$/.test(wanted)) throw new RangeError(`VMCORE_SEED is a number or "random", not "${wanted}".`);
  fc.configureGlobal({ seed: Number(wanted) });
}
