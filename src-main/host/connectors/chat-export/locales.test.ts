import { describe, expect, it } from 'vitest';
import { readWhole, writeExport } from './test-exports.ts';

/** The languages of WhatsApp, with the regions that write dates or times in a way of their own. */
const locales =
  `af am ar ar-EG ar-MA ar-SA az be bg bn bs ca cs da da-DK de de-AT de-CH el en-001 en-AU en-CA en-GB en-IE en-IN
  en-NZ en-PH en-US en-ZA es es-419 es-AR es-BO es-CL es-CO es-CR es-DO es-EC es-GT es-HN es-MX es-NI es-PA es-PE es-PR
  es-PY es-SV es-US es-UY es-VE et eu fa fi fil fr fr-BE fr-CA fr-CH ga gl gu ha ha-GH he hi hr hu hy id ig is it it-CH
  ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl nl-BE pa pl pt-BR pt-PT ro ru rw si sk sl so sq sr sr-BA
  sr-Latn sv sw ta te th tr uk ur uz vi yo yue zh-CN zh-HK zh-SG zh-TW zu`
    .trim()
    .split(/\s+/);

/** A message every 53 hours, so that each hour of the day occurs, over a year's end. */
const times = Array.from({ length: 40 }, (_, at) => Date.UTC(2023, 10, 20, 0, 5, 7) + at * 53 * 3_600_000);

/** How a phone prints the times: with its own clock or the other one. */
function printer(locale: string, ios: boolean, hourCycle: 'h12' | 'h23' | undefined) {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'short',
    timeStyle: ios ? 'medium' : 'short',
    timeZone: 'UTC',
    ...(hourCycle === undefined ? {} : { hourCycle }),
  });
  return (time: number) => format.format(time);
}

/** Versions of ICU differ in their spaces and commas. */
const spellings: readonly (readonly [string, (header: string) => string])[] = [
  ['as ICU spells it', (header) => header],
  ['with plain spaces', (header) => header.replace(/[\u202f\u00a0\u2009]/g, ' ')],
  ['with no-break spaces and without a comma', (header) => header.replace(/,/, '').replaceAll(' ', '\u00a0')],
  ['with marks of direction', (header) => header.replace(/(?<=^[^:]*)[/-]/g, '\u200f$&')],
];

async function timesRead(header: (time: number) => string, ios: boolean): Promise<readonly number[]> {
  const lines = times.map((time, at) => {
    const author = at % 2 === 0 ? 'Ana' : 'Luis';
    return ios ? `[${header(time)}] ${author}: ${at}` : `${header(time)} - ${author}: ${at}`;
  });
  const { records } = await readWhole(await writeExport(lines.join('\n')));
  return records.map(({ sentAt }) => sentAt);
}

describe('the dates and times of every locale are read as they were meant', () => {
  it.each(locales)('%s', async (locale) => {
    for (const ios of [false, true]) {
      const unit = ios ? 1000 : 60_000;
      const meant = times.map((time) => Math.floor(time / unit) * unit);
      const printed = new Map<string, (time: number) => string>();
      for (const cycle of [undefined, 'h12', 'h23'] as const) {
        const print = printer(locale, ios, cycle);
        printed.set(print(times[1] ?? 0), print);
      }
      for (const [example, print] of printed) {
        for (const [spelling, spell] of spellings) {
          const read = await timesRead((time) => spell(print(time)), ios);
          expect(read, `${example} ${spelling}`).toEqual(meant);
        }
      }
    }
  });

  it.each([
    'th-u-ca-buddhist-nu-thai',
    'en-u-ca-buddhist',
    'ja-u-ca-japanese',
    'fa-u-nu-latn',
    'mr-u-nu-deva',
    'pa-u-nu-guru',
  ])('of another calendar or other digits: %s', async (locale) => {
    const print = printer(locale, false, undefined);
    const meant = times.map((time) => Math.floor(time / 60_000) * 60_000);
    expect(await timesRead(print, false), print(times[1] ?? 0)).toEqual(meant);
  });
});

describe('the Persian calendar', () => {
  it('agrees with ICU on every day since WhatsApp began', async () => {
    const format = new Intl.DateTimeFormat('fa-u-nu-latn', { dateStyle: 'short', timeZone: 'UTC' });
    const days = Array.from({ length: 20_000 }, (_, at) => Date.UTC(2009, 0, 1) + at * 86_400_000);
    const lines = days.map((day) => `${format.format(day)}, 00:00 - Ana: x`);
    const { records } = await readWhole(await writeExport(lines.join('\n')));
    expect(records.map(({ sentAt }) => sentAt)).toEqual(days);
  });
});
