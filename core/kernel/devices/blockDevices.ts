import type { VirtualAddress } from '../../base/address';
import { entryAt } from '../../types/containerOf';
import type { KernelObjects } from '../../types/kernelObjects';
import type { TypedObject } from '../../types/typedObject';
import { listing, type Listing } from '../listing';
import { devicesOfClass } from './deviceClass';
import { countInFlight, type InFlight } from './inFlight';

/** A disk, or a partition of one. */
export interface BlockDevice {
  readonly name: string;
  /** 0 for the whole disk. */
  readonly partition: number;
  readonly major: number;
  readonly minor: number;
  readonly sizeBytes: number;
  /** From the start of the disk. */
  readonly startBytes: number;
  /** Of the disk's struct gendisk. */
  readonly disk: VirtualAddress;
  readonly requestQueue: VirtualAddress;
  /** Requests that the disk had not answered; of whole disks alone. */
  readonly inFlight: InFlight | undefined;
}

/** Every disk and partition, in the order in which they were found. @throws VmcoreError `variable-missing` */
export function readBlockDevices(objects: KernelObjects): Listing<BlockDevice> {
  const devices = devicesOfClass(objects, 'block_class');
  return listing('block devices', devices, (device) =>
    objects.types.findStruct('hd_struct') ? ofPartition(objects, device) : ofBlockDevice(objects, device),
  );
}

const sectorBytes = 512;

/** A struct block_device stands for a disk or a partition since 5.11 (include/linux/blk_types.h). */
function ofBlockDevice(objects: KernelObjects, device: TypedObject): BlockDevice {
  const block = entryAt(device, 'block_device', 'bd_device')(device);
  const disk = block.member('bd_disk').target;
  const sectors = block.findMember('bd_nr_sectors');
  return blockDevice(objects, device, disk, {
    // In the low byte of __bd_flags since 6.10.
    partition: (block.findMember('bd_partno') ?? block.member('__bd_flags').member('counter')).number & 0xff,
    startBytes: block.member('bd_start_sect').number * sectorBytes,
    // Until 5.16 its inode has the size.
    sizeBytes: sectors
      ? sectors.number * sectorBytes
      : block.member('bd_inode').target.member('i_size').number,
  });
}

/** A struct hd_struct until 5.10 (include/linux/genhd.h); that of the whole disk is inside its gendisk. */
function ofPartition(objects: KernelObjects, device: TypedObject): BlockDevice {
  const part = entryAt(device, 'hd_struct', '__dev')(device);
  const partition = part.member('partno').number;
  const holder = partition === 0 ? device : device.member('parent').target;
  const disk = entryAt(holder, 'gendisk', 'part0.__dev')(holder);
  return blockDevice(objects, device, disk, {
    partition,
    startBytes: part.member('start_sect').number * sectorBytes,
    sizeBytes: part.member('nr_sects').number * sectorBytes,
  });
}

/** MINORBITS of include/linux/kdev_t.h. */
const minorBits = 20;

function blockDevice(
  objects: KernelObjects,
  device: TypedObject,
  disk: TypedObject,
  place: Pick<BlockDevice, 'partition' | 'startBytes' | 'sizeBytes'>,
): BlockDevice {
  const number = device.member('devt').number;
  const queue = disk.member('queue').target;
  return {
    ...place,
    name: device.member('kobj').member('name').text,
    major: number >>> minorBits,
    minor: number & ((1 << minorBits) - 1),
    disk: disk.address,
    requestQueue: queue.address,
    inFlight: place.partition === 0 ? countInFlight(objects, disk, queue) : undefined,
  };
}
