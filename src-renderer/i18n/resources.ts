import type backup from '#shared/locales/en/backup.json';
import type cloud from '#shared/locales/en/cloud.json';
import type common from '#shared/locales/en/common.json';
import type coverage from '#shared/locales/en/coverage.json';
import type contacts from '#shared/locales/en/contacts.json';
import type errors from '#shared/locales/en/errors.json';
import type exportWords from '#shared/locales/en/export.json';
import type imports from '#shared/locales/en/imports.json';
import type inbox from '#shared/locales/en/inbox.json';
import type lines from '#shared/locales/en/lines.json';
import type message from '#shared/locales/en/message.json';
import type notice from '#shared/locales/en/notice.json';
import type palette from '#shared/locales/en/palette.json';
import type people from '#shared/locales/en/people.json';
import type policy from '#shared/locales/en/policy.json';
import type review from '#shared/locales/en/review.json';
import type search from '#shared/locales/en/search.json';
import type settings from '#shared/locales/en/settings.json';
import type told from '#shared/locales/en/told.json';
import type workspace from '#shared/locales/en/workspace.json';

/** The namespaces and their keys, as the English files have them: a key that is not there does not compile. */
export interface Resources {
  readonly backup: typeof backup;
  readonly cloud: typeof cloud;
  readonly common: typeof common;
  readonly coverage: typeof coverage;
  readonly contacts: typeof contacts;
  readonly errors: typeof errors;
  readonly export: typeof exportWords;
  readonly imports: typeof imports;
  readonly inbox: typeof inbox;
  readonly lines: typeof lines;
  readonly message: typeof message;
  readonly notice: typeof notice;
  readonly palette: typeof palette;
  readonly people: typeof people;
  readonly policy: typeof policy;
  readonly review: typeof review;
  readonly search: typeof search;
  readonly settings: typeof settings;
  readonly told: typeof told;
  readonly workspace: typeof workspace;
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Resources;
    enableSelector: false;
  }
}
