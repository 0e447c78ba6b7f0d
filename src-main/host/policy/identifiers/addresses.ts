import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { validate as isCryptoAddress } from 'multicoin-address-validator';
import { parse as parseHost } from 'tldts';
import { identifierRule, says } from './candidates.ts';

const anyDigit = ['0'] as const;

const emailAddress =
  /(?<![\w.+-])[\w+-][\w.+-]{0,63}@([a-z\d](?:[a-z\d-]{0,62})(?:\.[a-z\d][a-z\d-]{0,62}){1,5})(?![\w@])/g;

/** E-mail addresses at a domain that can exist. */
export const email = identifierRule(null, /@/, [
  {
    pattern: emailAddress,
    accepts: (candidate) => isRegistrable(candidate.slice(candidate.indexOf('@') + 1)),
  },
]);

const isRegistrable = (host: string): boolean => {
  const { isIcann, domain } = parseHost(host);
  return isIcann === true && domain !== null;
};

/**
 * Endings that nobody writes by leaving out the space after a full stop; with others ("gracias.si") only a scheme, www
 * or a path makes a link.
 */
const plainEndings: ReadonlySet<string> = new Set(
  'com net org info biz io app dev shop store online site xyz link page club mx br ar cl co uy ec gt'.split(
    ' ',
  ),
);

/** Links with a scheme or without: a host of a real top-level domain, and its path. */
export const link = identifierRule(null, /[a-z\d]\.[a-z]{2}/, [
  {
    pattern:
      /(?<![\w@.-])(?:https?:\/\/)?(?:[a-z\d](?:[a-z\d-]{0,61})\.){1,6}[a-z][a-z\d-]{1,23}(?::\d{2,5})?(?:[/?#][^\s<>"]{0,2000})?(?![\w@])/g,
    accepts(candidate) {
      const rest = candidate.replace(/^https?:\/\//, '');
      const host = rest.split(/[/?#:]/, 1)[0] ?? '';
      if (!isRegistrable(host)) return false;
      const ending = host.slice(host.lastIndexOf('.') + 1);
      return rest !== candidate || rest !== host || host.startsWith('www.') || plainEndings.has(ending);
    },
  },
]);

/** Where a number without its country's code may be from. */
const homeCountries: readonly CountryCode[] = ['MX', 'BR', 'AR', 'CO', 'CL', 'PE', 'ES', 'US'];
const phoneWords =
  'tel telefono telefone phone cel celu celular cell movil whatsapp whats wasap wsp zap zapzap numero number num ' +
  'llam\\w+ marca\\w* call ligu?\\w+ escrib\\w+ chama agenda\\w* contacto contato';
const isNamedPhone = says(...phoneWords.split(' '));

/** Telephone numbers: with `+`, or of a country at home and either grouped as people do or after a word that says so. */
export const phone = identifierRule(anyDigit, /(?:\d[ ().-]{0,3}){8}/, [
  {
    pattern: /(?<![\w.,$/-])\+?\(?\d(?:[ ().-]{0,3}\d){7,14}(?![\w/]|[.,-]\d)/g,
    accepts(candidate, context) {
      // WhatsApp still writes Mexican mobile numbers with the 1 that the numbering plan dropped in 2019.
      const digits = candidate.replaceAll(/\D/g, '').replace(/^521(?=\d{10}$)/, '52');
      if (candidate.startsWith('+')) return isPhone(`+${digits}`);
      const isGrouped = /\d[ ().-]+\d/.test(candidate);
      if (!isNamedPhone(context) && !(isGrouped && /^\(|\) ?\d|\d{4}[ -]\d{4}$/.test(candidate)))
        return false;
      return homeCountries.some((country) => isPhone(digits, country)) || isPhone(`+${digits}`);
    },
  },
]);

const isPhone = (number: string, country?: CountryCode): boolean =>
  parsePhoneNumberFromString(number, country)?.isValid() ?? false;

/** Addresses of Bitcoin, Ethereum and Tron. Bitcoin's and Tron's old form tells capitals apart: as they were written. */
export const cryptoAddress = identifierRule(anyDigit, /[a-z\d]{26}/, [
  {
    pattern: /(?<![a-z\d])(?:[13t][a-z\d]{25,34}|bc1[a-z\d]{11,71}|0x[\da-f]{40})(?![a-z\d])/g,
    accepts: (candidate, _context, written) => {
      if (candidate.startsWith('0x')) return isCryptoAddress(written, 'eth');
      return isCryptoAddress(written, candidate.startsWith('t') ? 'trx' : 'btc');
    },
  },
]);
