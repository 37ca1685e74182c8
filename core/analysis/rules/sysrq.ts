import type { Rule } from '../diagnosis';

/** drivers/tty/sysrq.c: before 5.0 sysrq_handle_crash wrote to NULL, since then it panics. */
export const sysrq: Rule = (scene) => {
  const inLog = /sysrq triggered crash|^(sysrq: )?(SysRq : )?Trigger a crash/i.test(scene.message);
  const onStack = scene.frames.slice(0, 3).find(({ symbol }) => symbol === 'sysrq_handle_crash');
  if (!inLog && !onStack) return undefined;
  const line = scene.panicLine;
  const isWritten = scene.frames.some(({ symbol }) => symbol === 'write_sysrq_trigger');
  const how = isWritten ? ': “c” was written to /proc/sysrq-trigger' : ' (SysRq c)';
  return {
    kind: 'sysrq',
    what: 'Crash on request (SysRq c)',
    text: `Somebody asked the kernel to crash${how}. There need not be a bug.`,
    confidence: 'certain',
    evidence: inLog && line ? [scene.logEvidence(line.logIndex)] : [],
  };
};
