/**
 * How an employee's notice came on record. `told`: only a day is known; `paper`: the signed paper is in the media
 * store; `screen`: accepted in the window. `withdrawn` ends what was on record before it.
 */
export const noticeWays = ['told', 'paper', 'screen', 'withdrawn'] as const;
export type NoticeWay = (typeof noticeWays)[number];

/**
 * Where a line stands. `missing`: its employee has no notice; `given`: captured; `due`: captured until a day, because
 * the text has changed; `lapsed`: that day has passed.
 */
export const noticeStates = ['missing', 'given', 'due', 'lapsed'] as const;
export type NoticeState = (typeof noticeStates)[number];
