/** How hard a passphrase is to guess for somebody who has the files and tries by machine. */
export interface PassphraseEstimate {
  /** Guesses needed, as a power of two; a careful lower bound. */
  readonly bits: number;
  readonly strength: 'weak' | 'fair' | 'strong';
}

/** Characters that a passphrase must have at least. */
const leastPassphraseLength = 10;
/** Each guess costs a run of argon2id, about a tenth of a second: 2^36 of them take one processor two centuries. */
const fairBits = 36;
const strongBits = 60;

/** A word that a person picks out of the few thousand they would think of. */
const wordBits = 11;
/** A word among the first that anybody tries. */
const commonBits = 3;
const yearBits = 6;
const sequenceBits = 4;
const digitBits = 3.3;
const signBits = 4.5;
/** Letters that form no word: nearly as many bits as they have. */
const randomLetterBits = 4.2;
/** A word longer than this is taken for two that were put together. */
const wordLength = 8;
const furtherLetterBits = 1.5;
const capitalBits = 1;

const commonWords = new Set(
  `password passphrase contrasena clave senha secreto segredo secret qwerty asdf asdfgh zxcv zxcvbn abc abcd abcdef
  admin root user usuario usuaria welcome bienvenido bienvenida bemvindo hola ola hello atalaya whatsapp empresa
  company negocio trabajo trabalho office oficina escritorio temporal temp test prueba teste love amor iloveyou
  teamo dragon monkey master football futbol futebol baseball princess princesa sunshine shadow login letmein
  mexico brasil brazil argentina colombia chile peru espana venezuela ecuador america barcelona madrid lima
  bogota flamengo corinthians boca river jesus dios deus familia family maria jose juan ana carlos luis pedro
  verano summer invierno winter primavera spring otono lunes monday enero january computer internet money dinero
  dinheiro the and una uno los las con para por que mas mis tus sus del my your our meu minha com não nao`.split(
    /\s+/,
  ),
);
const rows = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '01234567890'];

function isSequence(run: string): boolean {
  if (run.length < 3) return false;
  const backwards = Array.from(run).reverse().join('');
  return rows.some((row) => row.includes(run) || row.includes(backwards));
}

function letterBits(letters: string): number {
  const plain = letters.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const changesOfCase = [...letters.slice(1).matchAll(/\p{Lu}/gu)].length;
  if (/^(.)\1*$/u.test(plain) || commonWords.has(plain)) return commonBits;
  if (isSequence(plain)) return sequenceBits;
  const capitals = /^\p{Lu}+$/u.test(letters) ? capitalBits : changesOfCase * capitalBits;
  const isWord = /[aeiouy]/.test(plain) && !/[bcdfghj-np-tvwxz]{4}/.test(plain);
  const full = plain.length * randomLetterBits;
  if (!isWord) return full + capitals;
  const beyond = Math.max(0, plain.length - wordLength) * furtherLetterBits;
  return Math.min(full, wordBits + beyond) + capitals;
}

function digitsBits(digits: string): number {
  if (/^(\d)\1*$/.test(digits)) return commonBits;
  if (isSequence(digits)) return sequenceBits;
  if (/^(19|20)\d\d$/.test(digits)) return yearBits;
  return digits.length * digitBits;
}

/**
 * Estimates a passphrase as a person makes one: words, years, rows of keys and repetitions count for what they are,
 * not for their length. It errs on the side of weak.
 */
export function estimatePassphrase(passphrase: string): PassphraseEstimate {
  const seen = new Set<string>();
  let bits = 0;
  for (const [run] of passphrase.slice(0, 200).matchAll(/\p{L}+|\p{N}+|\s+|[^\p{L}\p{N}\s]+/gu)) {
    const key = run.toLowerCase();
    if (/^\s/.test(run)) continue;
    if (seen.has(key)) bits += 1;
    else if (/^\p{L}/u.test(run)) bits += letterBits(run);
    else if (/^\p{N}/u.test(run)) bits += digitsBits(run);
    else bits += new Set(run).size * signBits;
    seen.add(key);
  }
  const isShort = Array.from(passphrase).length < leastPassphraseLength;
  const strength = isShort || bits < fairBits ? 'weak' : bits < strongBits ? 'fair' : 'strong';
  return { bits, strength };
}
