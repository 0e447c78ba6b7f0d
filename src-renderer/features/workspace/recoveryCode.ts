const groupLength = 4;

/** A group of a recovery code, and where in the code it stands. */
export interface RecoveryGroup {
  readonly position: number;
  readonly text: string;
}

/** The groups in which a recovery code is read aloud, written down and compared: its own, or fours. */
export function recoveryGroups(code: string): readonly RecoveryGroup[] {
  const pattern = /[\s-]/.test(code) ? /[^\s-]+/g : new RegExp(`.{1,${groupLength}}`, 'gu');
  return Array.from(code.matchAll(pattern), (match) => ({ position: match.index, text: match[0] }));
}
