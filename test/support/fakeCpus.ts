import { FakeObjects } from './fakeObjects';

const perCpuSizeBytes = 0x1_0000n;

/** A kernel with per-cpu variables: a cpu's own copies are at multiples of 64 KiB behind the symbols. */
export class FakeCpus extends FakeObjects {
  constructor(types: ConstructorParameters<typeof FakeObjects>[0], cpuCount: number) {
    super(types);
    const cpus = Array.from({ length: cpuCount }, (_, cpu) => BigInt(cpu));
    this.words('nr_cpu_ids', [BigInt(cpuCount)]);
    this.words('__cpu_possible_mask', [(1n << BigInt(cpuCount)) - 1n]);
    this.words(
      '__per_cpu_offset',
      cpus.map((cpu) => (cpu + 1n) * perCpuSizeBytes),
    );
  }

  /** The copies of the variable, one a cpu; each starts as zeros. */
  perCpu(symbol: string, structName: string, cpuCount: number, pages = 1): readonly bigint[] {
    const address = this.allocate(structName, (Number(perCpuSizeBytes) / 0x1000) * (cpuCount + 1));
    this.symbols.set(symbol, address);
    return Array.from({ length: cpuCount }, (_, cpu) => {
      const own = address + BigInt(cpu + 1) * perCpuSizeBytes;
      this.memory.write(BigInt.asUintN(32, own), new Uint8Array(pages * 0x1000));
      return own;
    });
  }

  private words(symbol: string, values: readonly bigint[]): void {
    const address = this.allocate('list_head');
    values.forEach((value, index) => {
      this.memory.write64(BigInt.asUintN(32, address) + BigInt(index * 8), value);
    });
    this.symbols.set(symbol, address);
  }
}
