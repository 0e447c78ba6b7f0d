import { createInstance } from 'i18next';
import enCoverage from '#shared/locales/en/coverage.json' with { type: 'json' };
import enMessage from '#shared/locales/en/message.json' with { type: 'json' };
import enTranscript from '#shared/locales/en/transcript.json' with { type: 'json' };
import esCoverage from '#shared/locales/es/coverage.json' with { type: 'json' };
import esMessage from '#shared/locales/es/message.json' with { type: 'json' };
import esTranscript from '#shared/locales/es/transcript.json' with { type: 'json' };
import ptCoverage from '#shared/locales/pt-BR/coverage.json' with { type: 'json' };
import ptMessage from '#shared/locales/pt-BR/message.json' with { type: 'json' };
import ptTranscript from '#shared/locales/pt-BR/transcript.json' with { type: 'json' };
import type { Language } from '#shared/model/workspace.ts';

const resources = {
  es: { transcript: esTranscript, message: esMessage, coverage: esCoverage },
  'pt-BR': { transcript: ptTranscript, message: ptMessage, coverage: ptCoverage },
  en: { transcript: enTranscript, message: enMessage, coverage: enCoverage },
};

/** The same on every PC: an export may not depend on the settings of the system that it was made on. */
const locales: Readonly<Record<Language, string>> = { es: 'es-419', 'pt-BR': 'pt-BR', en: 'en-GB' };

type Tree<T> = {
  [K in keyof T & string]: T[K] extends string
    ? K extends `${infer Name}_${'one' | 'many' | 'other'}`
      ? Name
      : K
    : `${K}.${Tree<T[K]>}`;
}[keyof T & string];

/** A text of an export: of its own, of the messages or of the coverage. */
export type WordKey =
  | Tree<typeof enTranscript>
  | `message:${Tree<typeof enMessage>}`
  | `coverage:${Tree<typeof enCoverage>}`;

/** What an export says in words, and its dates and numbers, in one language and one zone. Times are UTC milliseconds. */
export interface ExportWords {
  readonly language: Language;
  readonly zone: string;
  t(key: WordKey, values?: Readonly<Record<string, string | number>>): string;
  /** 14:32:07 */
  time(at: number): string;
  /** 3 mar 2026, 14:32:07 */
  dateTime(at: number): string;
  /** martes, 3 de marzo de 2026 */
  day(at: number): string;
  number(value: number): string;
  /** 1.2 MB */
  bytes(value: number): string;
  /** 2026-03-03T14:32:07.000-05:00 */
  local(at: number): string;
  /** 2026-03-03T19:32:07.000Z */
  utc(at: number): string;
}

const quarterHourMs = 900_000;
const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** The words of an export. */
export function createWords(language: Language, zone: string): ExportWords {
  const locale = locales[language];
  const i18n = createInstance();
  void i18n.init({
    resources,
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'transcript',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  const number = new Intl.NumberFormat(locale);
  i18n.services.formatter?.add('number', (value: number) => number.format(value));
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options });
    return (at: number) => format.format(at);
  };
  const offset = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  let known = { quarter: Number.NaN, text: '', minutes: 0 };

  /** The zone's distance from UTC; it only ever changes at a quarter of an hour. */
  function offsetAt(at: number): typeof known {
    const quarter = Math.floor(at / quarterHourMs);
    if (known.quarter === quarter) return known;
    const name = offset.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = '00', minutes = '00'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    const distance = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
    known = { quarter, text: `${sign}${hours}:${minutes}`, minutes: distance };
    return known;
  }

  const translate = i18n.getFixedT(language);
  return {
    language,
    zone,
    t: (key, values = {}) => translate(key, values),
    time: dates({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    dateTime: dates({ dateStyle: 'medium', timeStyle: 'medium' }),
    day: dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    number: (value) => number.format(value),
    bytes(value) {
      const power = Math.min(Math.floor(Math.log10(Math.max(value, 1)) / 3), byteUnits.length - 1);
      const scaled = value / 1000 ** power;
      return `${number.format(power === 0 ? scaled : Number(scaled.toFixed(1)))} ${byteUnits[power] ?? 'B'}`;
    },
    local(at) {
      const { text, minutes } = offsetAt(at);
      return `${new Date(at + minutes * 60_000).toISOString().slice(0, -1)}${text}`;
    },
    utc: (at) => new Date(at).toISOString(),
  };
}
