import * as fc from 'fast-check';

/** A phone's way of writing a message, and the steps in which its clock is written. */
export interface Form {
  readonly step: number;
  readonly line: (time: number, author: string, text: string) => string;
}

function printed(locale: string, ios: boolean): Form {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'short',
    timeStyle: ios ? 'medium' : 'short',
    timeZone: 'UTC',
  });
  return {
    step: ios ? 1000 : 60_000,
    line: (time, author, text) =>
      ios
        ? `[${format.format(time)}] ${author}: ${text}\r\n`
        : `${format.format(time)} - ${author}: ${text}\n`,
  };
}

/** The forms of a dozen locales on both kinds of phone. */
export const forms = fc
  .tuple(
    fc.constantFrom('es-MX', 'es', 'pt-BR', 'en-US', 'en-GB', 'de', 'fr-CA', 'ar-EG', 'fa', 'th', 'ko', 'vi'),
    fc.boolean(),
  )
  .map(([locale, ios]) => printed(locale, ios));

const sentence = fc
  .array(
    fc.constantFrom(
      'hola',
      'mañana',
      'precio',
      '$1,250.00',
      '10:30',
      '5/3/24',
      '🙂',
      '-',
      ':',
      'https://x.example/a',
      'ok',
      '“sí”',
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((words) => `x ${words.join(' ')}`);

/** Who says what, and how long after the message before it. */
export const history = fc.array(
  fc.record({
    author: fc.constantFrom('Ana', 'Luis', '+57 300 1234567', 'José - Ventas'),
    lines: fc.array(sentence, { minLength: 1, maxLength: 3 }),
    pause: fc.integer({ min: 0, max: 40 * 3_600_000 }),
  }),
  { minLength: 1, maxLength: 40 },
);

/** When the first messages are: days up to the 28th, so that some day tells the order of day and month. */
export const lead = Array.from({ length: 28 }, (_, day) => Date.UTC(2024, 0, 1 + day, 12));
