/**
 * The registers, as pt_regs names them, that a name in an instruction may be a part of: x86 has `edi` and `r8d`, arm64 has
 * `w0`. The name itself is among them, whether it is a register or not.
 */
export function wholeRegisters(name: string): readonly string[] {
  return [
    name,
    name.replace(/^e/, 'r'),
    name.replace(/^(r\d+)[dwb]$/, '$1'),
    name.replace(/^w(\d+)$/, 'x$1'),
    name.replace(/^([abcd])[lhx]$/, 'r$1x'),
    name.replace(/^([sd]i|[sb]p)l?$/, 'r$1'),
  ];
}
