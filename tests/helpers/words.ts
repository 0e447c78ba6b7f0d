import backup from '#shared/locales/en/backup.json' with { type: 'json' };
import cloud from '#shared/locales/en/cloud.json' with { type: 'json' };
import common from '#shared/locales/en/common.json' with { type: 'json' };
import coverage from '#shared/locales/en/coverage.json' with { type: 'json' };
import contacts from '#shared/locales/en/contacts.json' with { type: 'json' };
import errors from '#shared/locales/en/errors.json' with { type: 'json' };
import exports from '#shared/locales/en/export.json' with { type: 'json' };
import imports from '#shared/locales/en/imports.json' with { type: 'json' };
import inbox from '#shared/locales/en/inbox.json' with { type: 'json' };
import lines from '#shared/locales/en/lines.json' with { type: 'json' };
import message from '#shared/locales/en/message.json' with { type: 'json' };
import notice from '#shared/locales/en/notice.json' with { type: 'json' };
import palette from '#shared/locales/en/palette.json' with { type: 'json' };
import people from '#shared/locales/en/people.json' with { type: 'json' };
import policy from '#shared/locales/en/policy.json' with { type: 'json' };
import review from '#shared/locales/en/review.json' with { type: 'json' };
import search from '#shared/locales/en/search.json' with { type: 'json' };
import settings from '#shared/locales/en/settings.json' with { type: 'json' };
import told from '#shared/locales/en/told.json' with { type: 'json' };
import workspace from '#shared/locales/en/workspace.json' with { type: 'json' };

/** What the window says in English. */
export const words = {
  backup,
  cloud,
  common,
  coverage,
  contacts,
  errors,
  exports,
  imports,
  inbox,
  lines,
  message,
  notice,
  palette,
  people,
  policy,
  review,
  search,
  settings,
  told,
  workspace,
};

/** A text with its placeholders filled. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{(\w+)[^}]*\}\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? value.toLocaleString('en') : value;
  });
}
