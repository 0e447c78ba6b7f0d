import type { IdentifierType } from '#shared/model/policy.ts';
import type { CompiledRule } from '#host/policy/rule.ts';
import { cryptoAddress, email, link, phone } from './addresses.ts';
import { cbu, clabe, iban, pix } from './bank-accounts.ts';
import { cardNumbers } from './card.ts';
import { withExceptions } from './exceptions.ts';
import { cnpj, cpf, cuit, curp, dni, nie, nit, rfc, rut } from './tax-numbers.ts';

const rules: Readonly<Record<IdentifierType, CompiledRule>> = {
  card: cardNumbers,
  iban,
  clabe,
  cbu,
  pix,
  crypto: cryptoAddress,
  cpf,
  cnpj,
  rfc,
  curp,
  cuit,
  rut,
  nit,
  dni,
  nie,
  phone,
  email,
  link,
};

/** The rule that finds identifiers of a type, but for those that are allowed. */
export function compileIdentifier(type: IdentifierType, except: readonly string[]): CompiledRule {
  return withExceptions(rules[type], except);
}
