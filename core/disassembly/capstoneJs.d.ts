/* eslint-disable @typescript-eslint/naming-convention -- the names are Capstone's own */
/** What is used of Capstone; its own details of operands are not: version 5.0.9 reads them from wrong places. */
declare module '@alexaltea/capstone-js' {
  namespace load {
    interface CapstoneInstruction {
      /** Signed. */
      readonly address: bigint;
      readonly size: number;
      readonly mnemonic: string;
      readonly op_str: string;
    }

    interface Handle {
      option(option: number, value: number): void;
      /** Stops at bytes that are no instruction, or when the callback returns false. */
      readonly disasm_iter: (
        bytes: Uint8Array,
        address: bigint,
        callback: (instruction: CapstoneInstruction, pointer: number) => boolean | undefined,
      ) => number;
      /** Good inside of `disasm_iter`'s callback. */
      readonly regs_access: (pointer: number) => {
        readonly regs_read: number[];
        readonly regs_write: number[];
      };
      readonly insn_group: (pointer: number, group: number) => boolean;
      readonly reg_name: (register: number) => string;
    }

    interface Capstone {
      readonly Capstone: new (architecture: number, mode: number) => Handle;
      readonly ARCH_X86: number;
      readonly ARCH_ARM64: number;
      readonly ARCH_RISCV: number;
      readonly MODE_64: number;
      readonly MODE_LITTLE_ENDIAN: number;
      readonly MODE_RISCV64: number;
      readonly MODE_RISCVC: number;
      readonly OPT_DETAIL: number;
      readonly OPT_ON: number;
      readonly OPT_SYNTAX: number;
      readonly OPT_SYNTAX_ATT: number;
      readonly GRP_JUMP: number;
      readonly GRP_CALL: number;
      readonly GRP_RET: number;
      readonly GRP_IRET: number;
    }
  }

  /** Finds capstone.wasm beside its own code. */
  function load(): Promise<load.Capstone>;
  export = load;
}
