import { cuit as argentineCuit } from 'stdnum/lib/cjs/ar/index.js';
import { cnpj as brazilianCnpj, cpf as brazilianCpf } from 'stdnum/lib/cjs/br/index.js';
import { rut as chileanRut } from 'stdnum/lib/cjs/cl/index.js';
import { nit as colombianNit } from 'stdnum/lib/cjs/co/index.js';
import { dni as spanishDni, nie as spanishNie } from 'stdnum/lib/cjs/es/index.js';
import { curp as mexicanCurp, rfc as mexicanRfc } from 'stdnum/lib/cjs/mx/index.js';
import { bare, identifierRule, isOneDigit, says, type Shape } from './candidates.ts';

/*
 * One or two check digits are right by chance in one number of ten to a hundred. A number that is written without its
 * usual punctuation counts only where the words before it name it.
 */

const anyDigit = ['0'] as const;

/** What is used of the library's validators. */
interface Validator {
  validate(value: string): { readonly isValid: boolean };
}

function isValid(validator: Validator, candidate: string): boolean {
  const value = bare(candidate).toUpperCase();
  return !isOneDigit(value) && validator.validate(value).isValid;
}

/** A number in its usual punctuation. */
const punctuated = (pattern: RegExp, validator: Validator): Shape => ({
  pattern,
  accepts: (candidate) => isValid(validator, candidate),
});

/** A number in any or no punctuation, after a word that names it. */
const named = (pattern: RegExp, validator: Validator, ...words: readonly string[]): Shape => {
  const isNamed = says(...words);
  return {
    pattern,
    accepts: (candidate, context) => isNamed(context) && isValid(validator, candidate),
  };
};

/** Brazil: Cadastro de Pessoas Físicas. */
export const cpf = identifierRule(anyDigit, /\d{2}/, [
  punctuated(/(?<![\d./-])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d|[./-]\d)/g, brazilianCpf),
  named(/(?<![\d./-])\d{3}[. ]?\d{3}[. ]?\d{3}[- ]?\d{2}(?!\d|[./-]\d)/g, brazilianCpf, 'cpf', 'cpfs'),
]);

/** Brazil: Cadastro Nacional da Pessoa Jurídica, since 2026 with letters too. */
export const cnpj = identifierRule(anyDigit, /\d{2}/, [
  punctuated(
    /(?<![a-z\d./-])[a-z\d]{2}\.[a-z\d]{3}\.[a-z\d]{3}\/[a-z\d]{4}-\d{2}(?!\d|[./-]\d)/g,
    brazilianCnpj,
  ),
  named(/(?<![a-z\d./-])[a-z\d]{12}-?\d{2}(?![a-z\d])/g, brazilianCnpj, 'cnpj', 'cnpjs'),
]);

/** Mexico: Registro Federal de Contribuyentes, of persons and companies. */
export const rfc = identifierRule(anyDigit, /\d{6}/, [
  punctuated(/(?<![a-zñ\d&])[a-zñ&]{3,4}[- ]?\d{6}[- ]?[a-z\d]{2}[a\d](?![a-zñ\d])/g, mexicanRfc),
]);

/** Mexico: Clave Única de Registro de Población. */
export const curp = identifierRule(anyDigit, /\d{6}/, [
  punctuated(/(?<![a-zñ\d])[a-z]{4}\d{6}[hmx][a-zñ]{5}[a-z\d]\d(?![a-zñ\d])/g, mexicanCurp),
]);

/** Argentina: CUIT of companies and CUIL of workers. */
export const cuit = identifierRule(anyDigit, /\d{8}/, [
  punctuated(/(?<![\d.-])\d{2}-\d{8}-\d(?!\d|[.-]\d)/g, argentineCuit),
  named(/(?<![\d.-])\d{2}[ .-]?\d{8}[ .-]?\d(?!\d|[.-]\d)/g, argentineCuit, 'cuit', 'cuil', 'cuit/cuil'),
]);

/** Chile: Rol Único Tributario. */
export const rut = identifierRule(anyDigit, /\d{3}/, [
  punctuated(/(?<![\d.-])\d{1,2}\.\d{3}\.\d{3}-[\dk](?![a-z\d])/g, chileanRut),
  named(/(?<![\d.-])\d{1,2}\.?\d{3}\.?\d{3}-?[\dk](?![a-z\d])/g, chileanRut, 'rut', 'run'),
]);

/** Colombia: Número de Identificación Tributaria. */
export const nit = identifierRule(anyDigit, /\d{3}/, [
  punctuated(/(?<![\d.-])\d{3}\.\d{3}\.\d{3}-\d(?!\d|[.-]\d)/g, colombianNit),
  named(/(?<![\d.-])\d{3}\.?\d{3}\.?\d{3}[- ]?\d(?!\d|[.-]\d)/g, colombianNit, 'nit'),
]);

const isNamedDni = says('dni', 'd\\.n\\.i\\.', 'documento');

/** Spain: DNI with its letter. Argentina and Peru: seven or eight digits without a check digit, after the word. */
export const dni = identifierRule(anyDigit, /\d{3}/, [
  punctuated(/(?<![\d.-])\d{8}-?[a-z](?![a-z\d])/g, spanishDni),
  {
    pattern: /(?<![\d.-])\d{1,2}\.?\d{3}\.?\d{3}(?!\d|[.-]\d)/g,
    accepts: (candidate, context) => isNamedDni(context) && !isOneDigit(bare(candidate)),
  },
]);

/** Spain: Número de Identidad de Extranjero. */
export const nie = identifierRule(anyDigit, /\d{7}/, [
  punctuated(/(?<![a-z\d])[xyz]-?\d{7}-?[a-z](?![a-z\d])/g, spanishNie),
]);
