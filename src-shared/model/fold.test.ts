import { describe, expect, it } from 'vitest';
import { fold, isWordUnit, originalSpan } from './fold.ts';

function folded(text: string): string {
  return fold(text).text;
}

/** What of the original a folded range came from. */
function original(text: string, part: string): string {
  const result = fold(text);
  const start = result.text.indexOf(part);
  return text.slice(...originalSpan(result, start, start + part.length));
}

describe('fold', () => {
  it.each([
    ['Depósito URGENTE', 'deposito urgente'],
    ['comissão, ligação, você', 'comissao, ligacao, voce'],
    ['cafe\u0301', 'cafe'],
    ['İstanbul ſtraße', 'istanbul straße'],
    ['рауmе', 'payme'],
    ['ΡΑΥΜΕ', 'payme'],
    ['ｐａｇａ　ｙａ', 'paga ya'],
    ['𝐩𝒶𝓰𝖆 🄿🅐🅖🅰', 'paga paga'],
    ['ᴘᴀɢᴀ', 'paga'],
    ['ﬁn', 'fin'],
    ['p\u200ba\u2060g\u00ada\ufeff', 'paga'],
    ['٤١١١ ४१११ 𝟜𝟙𝟙𝟙', '4111 4111 4111'],
    ['“don’t” — ok…', '"don\'t" - ok...'],
  ])('makes %j and %j the same', (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it('keeps ñ a letter of its own, composed or not', () => {
    expect(folded('AÑO año an\u0303o AN\u0301\u0303O')).toBe('año año año año');
    expect(folded('ano')).not.toBe(folded('año'));
    expect(folded('a\u0303 õ')).toBe('a o');
  });

  it('leaves emoji and letters that imitate nothing as they are', () => {
    for (const text of ['😀🔥🇲🇽', 'привіт'.replaceAll(/[а-яі]/g, 'ж'), '漢字 한국어', '\ud83d lone \udc00']) {
      expect(folded(text)).toBe(text);
    }
  });

  it('is done after one time', () => {
    const changed: string[] = [];
    for (let codePoint = 0; codePoint < 0x2_0000; codePoint++) {
      const once = folded(String.fromCodePoint(codePoint));
      if (folded(once) !== once) changed.push(`U+${codePoint.toString(16)}`);
    }
    expect(changed).toEqual([]);
  });

  it('says where in the original each part came from', () => {
    expect(original('👍🏽 Cafe\u0301 ya', 'cafe')).toBe('Cafe\u0301');
    expect(original('no p\u200ba\u200bgues\u200b!', 'pagues')).toBe('p\u200ba\u200bgues');
    expect(original('va 𝐩𝐚𝐠𝐚 hoy', 'paga')).toBe('𝐩𝐚𝐠𝐚');
    expect(original('el ﬁn…', 'fin')).toBe('ﬁn');
    expect(original('el an\u0303o', 'año')).toBe('an\u0303o');
    expect(original('Ññ pásame', 'pasame')).toBe('pásame');
  });

  it('finishes on the longest and strangest messages', () => {
    const length = 65_536;
    for (const unit of [
      'a',
      'é',
      '\u0303',
      'n\u0303',
      '\u200d',
      '\ufdfa',
      '😀',
      '𝐚',
      '\ud83d',
      '\0',
      '한',
      'Ж',
      '\u202e',
    ]) {
      expect(folded(unit.repeat(length / unit.length)).length).toBeLessThanOrEqual(length * 18);
    }
    expect(folded(`x${'\u0301'.repeat(5000)}y`)).toBe('xy');
    expect(original(`x${'\u0301'.repeat(5000)}y`, 'x')).toHaveLength(5001);
  });
});

it('words are made of letters, numbers and spacing marks of any script', () => {
  const inWords = Array.from('a9ñßжक漢', (character) => isWordUnit(character.charCodeAt(0)));
  const between = Array.from(' _-*.\n¿\u00a0', (character) => isWordUnit(character.charCodeAt(0)));
  expect(inWords).not.toContain(false);
  expect(between).not.toContain(true);
});
