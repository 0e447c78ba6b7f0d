import { fold } from '#shared/model/fold.ts';
import type { CompiledRule } from '#host/policy/rule.ts';

/** A shorter run of digits is no telephone or account number that could be told apart by its end. */
const fewestDigits = 8;

/**
 * A rule that leaves out what is allowed: the company's own numbers, with or without the country's code, its addresses,
 * and everything at its domains.
 */
export function withExceptions(rule: CompiledRule, except: readonly string[]): CompiledRule {
  if (except.length === 0) return rule;
  const allowed = except.map((value) => fold(value.trim()).text);
  const numbers = allowed.filter(isNumber).map(digitsOf);
  const names = new Set(allowed.map((value) => value.replace(/^(?:https?:\/\/|@)/, '').replace(/\/+$/, '')));
  const isAllowed = (found: string): boolean =>
    isNumber(found)
      ? numbers.some((number) => endAlike(number, digitsOf(found)))
      : namesOf(found).some((name) => names.has(name));
  return {
    ...rule,
    find(text, limit, written) {
      const found = rule.find(text, Number.POSITIVE_INFINITY, written);
      return found.filter(([start, end]) => !isAllowed(text.slice(start, end))).slice(0, limit);
    },
  };
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');
const isNumber = (text: string): boolean =>
  /^[\d\s+().-]+$/.test(text) && digitsOf(text).length >= fewestDigits;
const endAlike = (a: string, b: string): boolean => a.endsWith(b) || b.endsWith(a);

/** The address itself, its host, and each domain that the host is in. */
function namesOf(found: string): string[] {
  const address = found.replace(/^https?:\/\//, '');
  const host = address.replace(/^[^@/]*@/, '').split(/[/?#:]/, 1)[0] ?? '';
  const labels = host.split('.');
  return [address, ...labels.map((_, at) => labels.slice(at).join('.'))];
}
