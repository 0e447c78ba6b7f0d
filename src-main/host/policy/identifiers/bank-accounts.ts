import { getCountrySpecifications, isValidIBAN } from 'ibantools';
import { cbu as argentineCbu } from 'stdnum/lib/cjs/ar/index.js';
import { clabe as mexicanClabe } from 'stdnum/lib/cjs/mx/index.js';
import type { Span } from '#shared/model/message.ts';
import type { CompiledRule } from '#host/policy/rule.ts';
import { bare, identifierRule, isOneDigit, says } from './candidates.ts';
import { cnpj, cpf } from './tax-numbers.ts';

const anyDigit = ['0'] as const;

/** Mexico: CLABE of 18 digits, in any groups. */
export const clabe = identifierRule(anyDigit, /(?:\d[ -]?){18}/, [
  {
    pattern: /(?<![\d.-])\d(?:[ -]?\d){17}(?!\d|[ .-]?\d)/g,
    accepts: (candidate) => !isOneDigit(bare(candidate)) && mexicanClabe.validate(bare(candidate)).isValid,
  },
]);

/** Argentina: CBU and CVU of 22 digits, in any groups. */
export const cbu = identifierRule(anyDigit, /(?:\d[ -]?){22}/, [
  {
    pattern: /(?<![\d.-])\d(?:[ -]?\d){21}(?!\d|[ .-]?\d)/g,
    accepts: (candidate) => !isOneDigit(bare(candidate)) && argentineCbu.validate(bare(candidate)).isValid,
  },
]);

const ibanStart = /(?<![a-z\d])[a-z]{2}\d{2}(?=[ -]?[a-z\d])/g;
const ibanLengths = new Map(
  Object.entries(getCountrySpecifications()).flatMap(([country, { chars }]): [string, number][] =>
    chars === null ? [] : [[country.toLowerCase(), chars]],
  ),
);
/** The longest IBAN in groups of four. */
const longestIban = 44;

/** IBAN (ISO 13616): as many letters and digits as its country has, and the right check digits. */
export const iban: CompiledRule = {
  readsDisguises: false,
  literals: anyDigit,
  find(text, limit) {
    const spans: Span[] = [];
    for (const { index, 0: start } of text.matchAll(ibanStart)) {
      if (spans.length === limit) break;
      if (index < (spans.at(-1)?.[1] ?? 0)) continue;
      const length = ibanLengths.get(start.slice(0, 2));
      const written =
        length === undefined ? null : firstCharacters(text.slice(index, index + longestIban), length);
      if (written !== null && isValidIBAN(bare(written).toUpperCase()))
        spans.push([index, index + written.length]);
    }
    return spans;
  },
};

/** The start of a text that holds so many letters and digits, with at most one separator between two. */
function firstCharacters(text: string, count: number): string | null {
  const found = new RegExp(`^[a-z\\d](?:[ -]?[a-z\\d]){${count - 1}}(?![a-z\\d])`).exec(text);
  return found?.[0] ?? null;
}

const isNamedPix = says('pix', 'chave', 'chave pix', 'clave pix');
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Brazil: PIX keys (random, e-mail, phone, CPF, CNPJ) where the words name them, and "copia e cola" codes (EMV). */
export const pix = identifierRule(null, /pix|chave/, [
  {
    pattern: /(?<![a-z\d])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![a-z\d])/g,
    accepts: (_candidate, context) => isNamedPix(context),
  },
  {
    pattern: /(?<![a-z\d])000201\d{2}[^\n]{0,80}br\.gov\.bcb\.pix[^\s]{10,400}/g,
    accepts: () => true,
  },
  {
    pattern: /(?<![\w.+-])[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,4}/g,
    accepts: (_candidate, context) => isNamedPix(context),
  },
  {
    pattern: /(?<![\d.-])\+?\(?\d[\d ().-]{8,18}\d(?!\d)/g,
    accepts: (candidate, context) => {
      if (!isNamedPix(context)) return false;
      const isTaxNumber = [cpf, cnpj].some(
        ({ find }) => find(`cpf cnpj ${candidate}`, 1, () => candidate).length > 0,
      );
      return isTaxNumber || /^(?:55)?[1-9]{2}9?\d{8}$/.test(digitsOf(candidate));
    },
  },
]);
