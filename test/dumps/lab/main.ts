import { kernel } from './kernels';
import { qemuDumps, kexecDumps } from './machineDumps';
void (async () => {
  const k = await kernel('x86-6.1');
  console.error(await qemuDumps(k, { memoryBytes: 512 * 2 ** 20, cpuModel: 'max' }));
  console.error(
    await kexecDumps(k, { memoryBytes: 640 * 2 ** 20, cpuModel: 'max', parameters: 'crashkernel=224M' }),
  );
})();
