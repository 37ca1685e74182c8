/**
 * What is known of the machine that a file is for. Everything is optional: rules about absent facts are silent, so
 * that the service works in a browser, in a pipeline and on somebody else's machine.
 */
export interface FileFact {
  readonly kind: 'file' | 'directory' | 'block-device' | 'other' | 'missing';
  readonly executable?: boolean;
}

export interface BlockDevice {
  readonly path: string;
  readonly fileSystem?: string;
  readonly label?: string;
  readonly uuid?: string;
  readonly sizeBytes?: number;
  readonly freeBytes?: number;
  readonly mountPoint?: string;
  /** Other names of the same device, such as /dev/disk/by-id/…. */
  readonly aliases?: readonly string[];
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
  readonly executable?: boolean;
}

/** An address of a network interface; loopback has none here. */
export interface NetworkAddress {
  readonly interfaceName: string;
  readonly address: string;
  readonly prefixLength: number;
}

/** A way into an IPv4 network. */
export interface Route {
  readonly interfaceName: string;
  /** "0.0.0.0" with a prefix of 0 is the way to everywhere else. */
  readonly destination: string;
  readonly prefixLength: number;
  readonly metric: number;
}

export interface MachineFacts {
  readonly hostName?: string;
  readonly addresses?: readonly string[];
  readonly networks?: readonly NetworkAddress[];
  readonly routes?: readonly Route[];
  /** By absolute path; a path that is not a key was not looked at. */
  readonly files?: Readonly<Record<string, FileFact>>;
  readonly blockDevices?: readonly BlockDevice[];
  /** Listings by the directory's absolute path, without a slash at its end. */
  readonly directories?: Readonly<Record<string, readonly DirectoryEntry[]>>;
  readonly memoryBytes?: number;
  /** As `uname -m` has it: "x86_64". */
  readonly hardware?: string;
  /** As `uname -r` has it. */
  readonly kernelRelease?: string;
  /** The running kernel's command line. */
  readonly kernelCommandLine?: string;
  /** "1.7.2" */
  readonly makedumpfileVersion?: string;
}
