import type { GapRecord, MemberRecord } from '#shared/model/export-record.ts';
import { lapse } from '../../message-words.ts';
import type { ExportWords } from '../../words.ts';
import { foreign, html, type Markup } from './markup.ts';

/** That somebody joined, left or got another role. */
export function memberMarkup({ at, person, state }: MemberRecord, words: ExportWords): Markup {
  const became = words.t(`member.${state}`);
  return html`<p class="between">${words.time(at)} · ${foreign(person.name)} · ${became}</p> `;
}

/** That the line was not captured. */
export function gapMarkup({ from, to, causes, state, messages }: GapRecord, words: ExportWords): Markup {
  const why = words.t(`coverage:cause.${causes[0] ?? 'not-running'}`);
  const outcome = words.t(`coverage:state.${state}`);
  const when =
    to === null
      ? words.t('coverage:thread.since', { from: words.dateTime(from), cause: why })
      : words.t('coverage:thread.once', { from: words.dateTime(from), to: words.dateTime(to), cause: why });
  return html`<p class="gap">
    ${when}
    ${to !== null && html`${lapse(to - from, words)}. `}${outcome}.${messages === null ? '' : ` ${words.t('gapMessages', { count: messages })}`}
  </p> `;
}
