import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fold } from '#shared/model/fold.ts';
import type { PolicyRule } from '#shared/model/policy.ts';
import { languages } from '#shared/model/workspace.ts';

import { mayBeDisguised, readingsOf } from './disguise.ts';
import { compilePolicies } from './engine.ts';
import { loadStarterPolicies } from './starter.ts';

const folder = join(import.meta.dirname, '../../../resources/policies');

function found(phrases: readonly string[], text: string): readonly string[] {
  const rules: readonly PolicyRule[] = phrases.map((phrase) => ({ id: phrase, type: 'phrase', phrase }));
  const scope = { direction: null, conversation: null, lines: null };
  const engine = compilePolicies([
    { policyId: 1, version: 1, definition: { name: '', description: '', severity: 'low', scope, rules } },
  ]);
  const verdicts = engine.evaluate({
    text,
    kind: 'text',
    direction: null,
    conversation: 'direct',
    lineId: 1,
  });
  return verdicts.flatMap(({ hits }) => hits.map(({ span }) => text.slice(...span)));
}

describe('a disguised word is found where it stands:', () => {
  it.each([
    ['paga', 'eso se paaagaaa hoy', 'paaagaaa'],
    ['perro', 'qué PERRRRO', 'PERRRRO'],
    ['perro', 'perrooooo', 'perrooooo'],
    ['llámame', 'lllllaaamammmme ya', 'lllllaaamammmme'],
    ['loser', 'you looooser', 'looooser'],
    ['asshole', 'assshooole', 'assshooole'],
    ['hijo', 'h1j0 mío', 'h1j0'],
    ['plata', 'dame la p1@t4', 'p1@t4'],
    ['soborno', 'un $0b0rn0', '$0b0rn0'],
    ['paga', 'ya p a g a ya', 'p a g a'],
    ['paga', 'P.A.G.A.', 'P.A.G.A'],
    ['paga', 'p-a-g-a', 'p-a-g-a'],
    ['paga a mi', 'p a g a   a   m i', 'p a g a   a   m i'],
    ['pagar', 'va a p a g a r', 'p a g a r'],
    ['pagar', 'p a g a r a Juan', 'p a g a r'],
    ['soborno', 's_0_b_0_r_n_0', 's_0_b_0_r_n_0'],
    ['paga', 'раgа', 'раgа'],
    ['paga', '𝗽𝗮𝗴𝗮', '𝗽𝗮𝗴𝗮'],
    ['paga', 'ｐａｇａ', 'ｐａｇａ'],
    ['paga', 'p\u200ba\u2060g\u202ea', 'p\u200ba\u2060g\u202ea'],
    ['paga', 'p\u0336a\u0336g\u0336a\u0336', 'p\u0336a\u0336g\u0336a\u0336'],
    ['paga', '𝗽 а ｇ á', '𝗽 а ｇ á'],
    ['paga', 'pa\u200baa\u200bga', 'pa\u200baa\u200bga'],
  ])('%s in %s', (phrase, text, span) => {
    expect(found([phrase], text)).toEqual([span]);
  });
});

it('words are whole, and what digits and letters mean by themselves is left alone', () => {
  expect(
    found(['ajo', 'puta', 'ass', 'so', 'hdp'], 'trabajo, disputa, Galaxy A55, 50, 5 hp, S.O. 4-5-5'),
  ).toEqual([]);
  expect(found(['caro'], 'el carro')).toEqual([]);
  expect(found(['perro'], 'pero')).toEqual([]);
  expect(readingsOf(fold('hola, son 3 cajas a $500 y 2 kg'))).toEqual([]);
});

it('reads a text in a bounded number of ways, however long it is', { timeout: 60_000 }, () => {
  for (const unit of ['a ', 'aaa', '1l', 'h1j0 ', 'p.a.g.a ', 'aaab1 ', 'a e i o  ', 'á\u200b ', '𝐚']) {
    const text = unit.repeat(Math.floor(65_536 / unit.length));
    const readings = readingsOf(fold(text));
    expect(readings.length).toBeLessThanOrEqual(16);
    for (const reading of readings) expect(reading.text.length).toBeLessThanOrEqual(text.length);
  }
});

/** A generator of numbers below a bound, the same for the same seed. */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * bound);
  };
}

type Roll = (bound: number) => number;
const eachLetter = (text: string, change: (letter: string) => string): string =>
  Array.from(text.normalize('NFC'), (one) => (/\p{L}/u.test(one) ? change(one) : one)).join('');
const eachWord = (text: string, change: (word: string) => string): string =>
  text.normalize('NFC').replaceAll(/\p{L}+/gu, (word) => change(word));
const bare = (text: string): string =>
  text.normalize('NFC').replaceAll(/[áàâãäéèêëíìîïóòôõöúùûüç]/giu, (one) => one.normalize('NFD').charAt(0));
const swap = (text: string, from: string, to: string): string =>
  Array.from(text, (one) => Array.from(to)[Array.from(from).indexOf(one)] ?? one).join('');

const disguises: Readonly<Record<string, (text: string, roll: Roll) => string>> = {
  capitals: (text) => text.toUpperCase(),
  'no accents': bare,
  'accents of its own': (text, roll) =>
    eachLetter(text, (one) => (/[aeiou]/i.test(one) && roll(2) === 0 ? `${one}\u0301` : one)),
  'combining marks': (text) => eachLetter(text, (one) => (/[ñn]/i.test(one) ? one : `${one}\u0336`)),
  'zero-width characters': (text, roll) =>
    eachLetter(text, (one) => one + (['\u200b', '\u200d', '\u2060', '\u00ad', '\ufeff'][roll(5)] ?? '')),
  'bidi marks': (text, roll) =>
    eachLetter(text, (one) => one + (['\u200e', '\u200f', '\u202e', '\u202c', '\u2066'][roll(5)] ?? '')),
  'Cyrillic and Greek': (text) => swap(bare(text), 'aeocpxysiABEKMHOPCTXI', 'аеосрхуѕіΑΒΕΚΜΗΟΡСТХІ'),
  fullwidth: (text) =>
    eachLetter(bare(text), (one) =>
      /[a-z]/i.test(one) ? String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0) : one,
    ),
  'mathematical letters': (text) =>
    eachLetter(bare(text), (one) =>
      /[a-z]/.test(one) ? String.fromCodePoint((one.codePointAt(0) ?? 0) - 0x61 + 0x1d5ee) : one,
    ),
  'a repeated vowel': (text, roll) =>
    eachWord(text, (word) => {
      const vowels = Array.from(word.matchAll(/[aeiouáéíóú]/gi), ({ index }) => index);
      const at = vowels[roll(Math.max(vowels.length, 1))];
      return at === undefined || /([a-z])\1/i.test(word)
        ? word
        : word.slice(0, at) + word.charAt(at).repeat(3 + roll(5)) + word.slice(at + 1);
    }),
  'digits for letters': (text) =>
    eachWord(text, (word) => {
      const leet = swap(bare(word).toLowerCase(), 'aeost', '43057');
      return leet.replaceAll(/\d/g, '').length > 1 && leet.replaceAll(/\D/g, '').length <= leet.length / 2
        ? leet
        : word;
    }),
  'spelt words': (text) =>
    text.replaceAll(/(?<![\p{L}\p{N}.'@])[\p{L}]{4,}(?![\p{L}\p{N}.'@])/gu, (word) =>
      Array.from(word).join('.'),
    ),
};

describe.each(languages)('of the starter policies in %s, every example', (language) => {
  it.each(Object.entries(disguises))(
    'that hits still does with %s, and no innocent one begins to',
    async (_, disguise) => {
      const roll = dice(7);
      const policies = await loadStarterPolicies(folder, language);
      const engine = compilePolicies(
        policies.map(({ definition }, policyId) => ({ policyId, version: 1, definition })),
      );
      const hitters = (text: string) =>
        engine
          .evaluate({ text, kind: 'text', direction: 'outgoing', conversation: 'direct', lineId: 1 })
          .map(({ policyId }) => policies[policyId]?.slug);
      for (const { slug, examples } of policies) {
        const missed = examples.hits
          .map((text) => disguise(text, roll))
          .filter((text) => !hitters(text).includes(slug));
        expect(missed).toEqual([]);
        const flagged = examples.misses
          .map((text) => disguise(text, roll))
          .filter((text) => hitters(text).length > 0);
        expect(flagged).toEqual([]);
      }
    },
  );
});

it('the quick look never takes a disguised text for a plain one', { timeout: 60_000 }, async () => {
  const roll = dice(3);
  const sets = await Promise.all(languages.map((language) => loadStarterPolicies(folder, language)));
  const examples = sets.flat().flatMap((policy) => [...policy.examples.hits, ...policy.examples.misses]);
  const texts = Object.values(disguises).flatMap((disguise) => examples.map((text) => disguise(text, roll)));
  const disguised = texts.filter((text) => readingsOf(fold(text)).length > 0);
  expect(disguised.filter((text) => !mayBeDisguised(text))).toEqual([]);
});
