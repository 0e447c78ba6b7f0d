import { withoutMarks } from './chars.ts';

/** What a word beside the time does to a 12-hour clock; `noon` is 12 at midday (es-CO "12:05 m."). */
export type DayPeriod = 'am' | 'pm' | 'noon';

/** Words before or after the time, lower case, without dots, spaces and marks (CLDR's day periods). */
const dayPeriods: ReadonlyMap<string, DayPeriod> = new Map<string, DayPeriod>([
  ...words(
    'am',
    'am',
    'a',
    'vorm',
    'morgens',
    'nachts',
    'früh',
    'mitternachts',
    'ap',
    'fm',
    'dop',
    'de',
    'öö',
    'sa',
  ),
  ...words(
    'am',
    '午前',
    '上午',
    '凌晨',
    '清晨',
    '早上',
    '오전',
    '새벽',
    'ص',
    'ق.ظ',
    'قظ',
    'πμ',
    'дп',
    'прооб',
    'ก่อนเที่ยง',
  ),
  ...words(
    'am',
    'लפנה״צ',
    'לפנה״צ',
    'לפנהצ',
    'पूर्वाह्न',
    'मपू',
    'முற்பகல்',
    'pg',
    'priešpiet',
    'prijepodne',
    'preporódne',
  ),
  ...words(
    'am',
    'paradites',
    'eparadites',
    'rano',
    'matin',
    'madrugada',
    'mañana',
    'manhã',
    'sabah',
    'esim',
    'hommikul',
  ),
  ...words(
    'pm',
    'pm',
    'p',
    'nachm',
    'nachmittags',
    'abends',
    'ip',
    'em',
    'odp',
    'du',
    'ös',
    'ch',
    'tarde',
    'noche',
    'noite',
  ),
  ...words(
    'pm',
    '午後',
    '下午',
    '晚上',
    '傍晚',
    '오후',
    '저녁',
    'م',
    'بظ',
    'ب.ظ',
    'μμ',
    'пп',
    'слоб',
    'หลังเที่ยง',
    'soir',
  ),
  ...words(
    'pm',
    'אחה״צ',
    'אחהצ',
    'अपराह्न',
    'मउ',
    'பிற்பகல்',
    'ptg',
    'popiet',
    'poslijepodne',
    'popodne',
    'epasdites',
  ),
  ...words('noon', 'm', 'mittags', '中午', 'midi', 'mediodía'),
  // The rest of what ICU prints (locales.test.ts asks it).
  ...words(
    'am',
    ...`vm pd ጥዋት পূৰ্বাহ্ন صبح rn sf n’ụtụtụ fh تد тң ກ່ອນທ່ຽງ priekšp претпл үө နံနက် غم පෙව gh`.split(' '),
  ),
  ...words(
    'am',
    ...`прије подне|пре подне|rano|ቅቀ|goöň|to|àárọ̀|上晝|上昼|bn|بن|چب|isuk|moies|wd|nd|hh`.split('|'),
  ),
  ...words(
    'pm',
    ...`nm md ከሰዓት অপৰাহ্ন in ym n’abalị eh تك тк ຫຼັງທ່ຽງ pēcp попл үх ညနေ غو පව pop gd поподне`.split(' '),
  ),
  ...words(
    'pm',
    ...`по подне|ድቀ|gosoň|شام|tk|ọ̀sán|下晝|下昼|pn|دن|چك|gm|f|wengi|nomëttes|wb|lk|ea|ngo|夜晚`.split('|'),
  ),
]);

/** Words after the time that say nothing: "21:05 ч.", "21:05 Uhr". */
const idleWords = new Set(['', 'ч', 'uhr', 'น']);

/** Words that join date and time: "17/12/2022 à 17:25", "13.6.2018 klo 21.25", "2565 BE". */
const joiningWords = new Set([
  '',
  'à',
  'à las',
  'às',
  'a las',
  'alle',
  'alle ore',
  'ore',
  'at',
  'um',
  'om',
  'klo',
  'kl',
  'u',
  'ob',
  'o',
  'в',
  'о',
  'г',
  'р',
  'ж',
  'lúc',
  'be',
  'eb',
  'ap',
  'พ ศ',
  'นกเวลา',
  'เวลา',
  'saat',
  'tại',
  'pukul',
  'של',
  'בשעה',
  'في',
  'עד',
]);

function words(period: DayPeriod, ...list: string[]): [string, DayPeriod][] {
  return list.map((word) => [folded(word), period]);
}

function folded(raw: string): string {
  return withoutMarks(raw)
    .toLowerCase()
    .replace(/[\s.()]+/gu, '');
}

/** The day period that the text between time and author names; null: none, undefined: it is something else. */
export function dayPeriodOf(raw: string): DayPeriod | null | undefined {
  const word = folded(raw);
  return idleWords.has(word) ? null : (dayPeriods.get(word) ?? dayPeriods.get(word.replace(/^ч/u, '')));
}

/** What stands between date and time: a comma, a joining word, a day period; undefined: it is something else. */
export function joinOf(raw: string): { comma: boolean; word: boolean; period: DayPeriod | null } | undefined {
  const comma = /[,،、]/u.test(raw);
  const word = withoutMarks(raw)
    .toLowerCase()
    .replace(/[,،、.(]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (joiningWords.has(word)) return { comma, word: word !== '', period: null };
  const period = dayPeriods.get(folded(word));
  return period === undefined ? undefined : { comma, word: false, period };
}
