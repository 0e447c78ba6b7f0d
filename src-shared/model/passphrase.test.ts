import { describe, expect, it } from 'vitest';
import { estimatePassphrase } from './passphrase.ts';

const strengthOf = (passphrase: string) => estimatePassphrase(passphrase).strength;

describe('the strength of a passphrase', () => {
  it.each([
    '',
    'short',
    'Password123!',
    'colibri2024',
    'aaaaaaaaaaaaaaaa',
    'qwertyuiop1234567890',
    'Atalaya2026!!',
  ])('is weak for %s, which anybody would try', (passphrase) => expect(strengthOf(passphrase)).toBe('weak'));

  it.each([
    'teléfono violeta cangrejo escalera',
    'caneta girafa telhado violino',
    'lantern gravel oyster hinge',
  ])('is fair for four unrelated words: %s', (passphrase) => expect(strengthOf(passphrase)).toBe('fair'));

  it.each(['lantern gravel oyster hinge parsnip mosaic', 'x7$kQ9!mZ2pLw4&t', 'xkqjzvbnhtrwpsdf'])(
    'is strong for many words and for random characters: %s',
    (passphrase) => expect(strengthOf(passphrase)).toBe('strong'),
  );

  it('does not grow with repetition', () => {
    const once = estimatePassphrase('cangrejo ').bits;
    expect(estimatePassphrase('cangrejo '.repeat(8)).bits).toBeLessThan(once + 8);
  });

  it('grows with each word that is new', () => {
    expect(estimatePassphrase('cangrejo escalera').bits).toBeGreaterThan(
      estimatePassphrase('cangrejo').bits + 8,
    );
  });
});
