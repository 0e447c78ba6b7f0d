import { describe, expect, it } from 'vitest';
import { HeaderScanner } from './header.ts';

/** A line, its date's three numbers as written, and its time of day. */
const headers: readonly (readonly [
  line: string,
  first: number,
  second: number,
  third: number,
  time: string,
])[] = [
  ['05/03/24, 9:05 p.m. - Ana: x', 5, 3, 24, '21:05:00'],
  ['05/03/24, 9:05\u202fp.\u00a0m. - Ana: x', 5, 3, 24, '21:05:00'],
  ['5/3/24, 21:05 - Ana: x', 5, 3, 24, '21:05:00'],
  ['5/03/24, 9:05 a. m. - Ana: x', 5, 3, 24, '09:05:00'],
  ['05-03-24, 21:05 - Ana: x', 5, 3, 24, '21:05:00'],
  ['05/03/2024 21:05 - Ana: x', 5, 3, 2024, '21:05:00'],
  ['3/5/24, 9:05 PM - Ana: x', 3, 5, 24, '21:05:00'],
  ['3/5/24, 12:05\u202fAM - Ana: x', 3, 5, 24, '00:05:00'],
  ['28/2/24, 12:05 m. - Ana: x', 28, 2, 24, '12:05:00'],
  ['2024-03-05, 9:05 p.m. - Ana: x', 2024, 3, 5, '21:05:00'],
  ['05.03.24, 21:05 - Ana: x', 5, 3, 24, '21:05:00'],
  ['05.03.24, 9:05 nachm. - Ana: x', 5, 3, 24, '21:05:00'],
  ['13. 6. 2018. 21:25 - Ana: x', 13, 6, 2018, '21:25:00'],
  ['17/12/2022 à 17:25 - Ana: x', 17, 12, 2022, '17:25:00'],
  ['2024-03-05 21 h 05 - Ana: x', 2024, 3, 5, '21:05:00'],
  ['13.6.2018 klo 21.25.15 - Ana: x', 13, 6, 2018, '21:25:15'],
  ['30/08/25 18.00 - Ana: x', 30, 8, 25, '18:00:00'],
  ['13.06.18 21.25.15: Ana: x', 13, 6, 18, '21:25:15'],
  ['09/17/19, 4:30:10 PM – Ana: x', 9, 17, 19, '16:30:10'],
  ['[05/03/24, 21:05:09] Ana: x', 5, 3, 24, '21:05:09'],
  ['\u200e[05/03/24, 21:05:09] Ana: x', 5, 3, 24, '21:05:09'],
  ['\ufeff[05/03/24 9:05:09 p. m.] Ana: x', 5, 3, 24, '21:05:09'],
  ['[01-29-2018, 10:00:00 PM] Ana: x', 1, 29, 2018, '22:00:00'],
  ['[14/10/2021,\u200915:34:09] Ana: x', 14, 10, 2021, '15:34:09'],
  ['[21:41:55, 3/27/22] Ana: x', 3, 27, 22, '21:41:55'],
  ['21:41, 27/3/22 - Ana: x', 27, 3, 22, '21:41:00'],
  ['[٢٧\u200f/٣\u200f/٢٠٢٢، ٩:٤١:٣٥\u00a0م] Ana: x', 27, 3, 2022, '21:41:35'],
  ['[3/27/2565 BE, 21:41:35] Ana: x', 3, 27, 2565, '21:41:35'],
  ['R4/1/15 9:30 - Ana: x', 2022, 1, 15, '09:30:00'],
  ['2024/1/15 午前9:30 - Ana: x', 2024, 1, 15, '09:30:00'],
  ['2024/1/15 下午9:30 - Ana: x', 2024, 1, 15, '21:30:00'],
  ['2024. 1. 15. 오후 3:30 - Ana: x', 2024, 1, 15, '15:30:00'],
  ['15.01.2024 ÖS 3:30 - Ana: x', 15, 1, 2024, '15:30:00'],
  ['5.3.2024 klo 9.05 ip. - Ana: x', 5, 3, 2024, '21:05:00'],
];

function formOf(line: string): number {
  const scanner = new HeaderScanner();
  scanner.scan(line, 0, line.length);
  return scanner.form;
}

describe('the header of a line', () => {
  it.each(headers)('is read from %j', (line, first, second, third, time) => {
    const scanner = new HeaderScanner();
    expect(scanner.scan(line, 0, line.length)).toBe('header');
    expect([scanner.first, scanner.second, scanner.third]).toEqual([first, second, third]);
    expect(new Date(scanner.time * 1000).toISOString().slice(11, 19)).toBe(time);
    expect(line.slice(scanner.end)).toBe('Ana: x');
  });

  it.each(headers)('is read again where the date repeats: %j', (line, first, second, third, time) => {
    const scanner = new HeaderScanner();
    const text = `${line}\n${line}`;
    scanner.scan(text, 0, line.length);
    const { form } = scanner;
    expect(scanner.scan(text, line.length + 1, text.length)).toBe('header');
    expect(scanner.form).toBe(form);
    expect([scanner.first, scanner.second, scanner.third]).toEqual([first, second, third]);
    expect(new Date(scanner.time * 1000).toISOString().slice(11, 19)).toBe(time);
    expect(text.slice(scanner.end)).toBe('Ana: x');
  });

  it.each([
    '',
    'hola',
    '12/12/19: Salida',
    '2 de marzo',
    '10:30 llego',
    '1/2',
    '[foto]',
    '5/3/24',
    '192.168.1.1 - x: y',
  ])('is not seen in %j', (line) => expect(new HeaderScanner().scan(line, 0, line.length)).toBe('none'));

  it.each([
    '2/11/19, 14:48 Alice: from another chat',
    '[1.2.19, 14:48 Alice: x',
    '1/2/24, 10:00 zzz - Ana: x',
  ])('is suspected in %j', (line) =>
    expect(new HeaderScanner().scan(line, 0, line.length)).toBe('lookalike'),
  );

  it('has the same form whatever the padding and the case of am and pm, and another one with another year', () => {
    expect(formOf('[17.09.2019, 16:39:52] Ana: x')).toBe(formOf('[1.9.2019, 6:39:52] Ana: x'));
    expect(formOf('9/17/19, 4:30 PM - Ana: x')).toBe(formOf('09/07/19, 04:30\u202fp.m. - Ana: x'));
    expect(formOf('[17.9.2019, 16:39:52] Ana: x')).not.toBe(formOf('[17.9.19, 16:39:52] Ana: x'));
    expect(formOf('17/9/19, 16:39 - Ana: x')).not.toBe(formOf('[17/9/19, 16:39] Ana: x'));
  });
});
