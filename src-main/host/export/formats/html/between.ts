import type { GapRecord, MemberRecord } from '#shared/model/export-record.ts';
import { gapText, memberText } from '../../entry-words.ts';
import type { ExportWords } from '../../words.ts';
import { foreign, html, type Markup } from './markup.ts';

/** That somebody joined, left or got another role. */
export function memberMarkup(member: MemberRecord, words: ExportWords): Markup {
  return html`<p class="between">${words.time(member.at)} · ${foreign(memberText(member, words))}</p> `;
}

/** That the line was not captured. */
export function gapMarkup(gap: GapRecord, words: ExportWords): Markup {
  return html`<p class="gap">${gapText(gap, words)}</p> `;
}
