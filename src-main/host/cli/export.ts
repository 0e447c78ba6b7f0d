import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import { findContactsByText } from '#host/archive/contacts/view.ts';
import { findLine } from '#host/archive/lines.ts';
import { starterFolder } from '#host/cli/starter-folder.ts';
import type { Reader } from '#host/archive/database.ts';
import { AtalayaError } from '#shared/errors.ts';
import { exportFormats, usualFormats, type ExportFormat, type ExportScope } from '#shared/model/export.ts';
import {
  moment,
  optional,
  required,
  UsageError,
  withSession,
  type Command,
  type Invocation,
} from './command.ts';

/** `export`: writes what fits a selection into a folder of its own in `--out`. */
export const exportMessages: Command = {
  options: {
    conversation: { type: 'string' },
    contact: { type: 'string' },
    line: { type: 'string' },
    employee: { type: 'string' },
    search: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    reason: { type: 'string' },
    by: { type: 'string' },
    flags: { type: 'boolean' },
    'zip-password-file': { type: 'string' },
  },
  run: (invocation, terminal) => {
    const place = resolve(required(invocation, 'out'));
    const reason = required(invocation, 'reason');
    const formats = formatsOf(invocation);
    const password = passwordOf(invocation);
    return withSession(invocation, async ({ archive, exports }, workspace) => {
      const profile = workspace.profile();
      if (profile === null) throw new AtalayaError('workspace-missing');
      mkdirSync(place, { recursive: true });
      const { exportId, done } = exports.start({
        scope: scopeOf(archive.reader, invocation),
        formats,
        withFlags: invocation.values['flags'] === true,
        by: optional(invocation, 'by') ?? userInfo().username,
        reason,
        place,
        password,
        ...profile,
        program: manifest.version,
        fonts: join(starterFolder, '../fonts'),
        verifier: join(starterFolder, '../verifier'),
      });
      const stop = () => exports.cancel(exportId);
      process.once('SIGINT', stop);
      await done;
      process.off('SIGINT', stop);
      const ended = exports.list(null, 1)[0];
      if (ended?.state !== 'done') throw new AtalayaError(codeOf(ended?.error));
      const { name, counts, manifestSha256, files, bytes } = ended;
      const path = join(place, name);
      terminal.result({ export: exportId, path, counts, manifestSha256, files, bytes }, () => [
        path,
        `${counts?.messages ?? 0} messages, ${files ?? 0} files`,
        `SHA-256 of the manifest: ${manifestSha256 ?? ''}`,
      ]);
      return (counts?.missingFiles ?? 0) > 0 ? 1 : 0;
    });
  },
};

function codeOf(
  error: string | null | undefined,
): 'export-empty' | 'export-disk-full' | 'folder-unwritable' | 'cancelled' | 'internal' {
  const known = ['export-empty', 'export-disk-full', 'folder-unwritable', 'internal'] as const;
  return known.find((code) => code === error) ?? 'cancelled';
}

function formatsOf(invocation: Invocation): ExportFormat[] {
  const words = (optional(invocation, 'format') ?? usualFormats.join(',')).split(',');
  return [...new Set(words)].map((word) => {
    const format = exportFormats.find((each) => each === word.trim());
    if (format === undefined) throw new UsageError(`--format is a list of ${exportFormats.join(', ')}`);
    return format;
  });
}

function passwordOf(invocation: Invocation): string | null {
  const file = optional(invocation, 'zip-password-file');
  if (file === null) return null;
  if (!existsSync(file)) throw new UsageError(`--zip-password-file can't be read: ${file}`);
  const password = (readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '').trim();
  if (password.length < 8) throw new UsageError('the password of a zip has at least 8 characters');
  return password;
}

function scopeOf(reader: Reader, invocation: Invocation): ExportScope {
  const conversation = optional(invocation, 'conversation');
  const query = optional(invocation, 'search');
  const conversationId = conversation === null ? null : Number(conversation);
  if (conversationId !== null && !Number.isSafeInteger(conversationId))
    throw new UsageError('--conversation is not an id');
  return {
    conversationId,
    contactId: contactOf(reader, optional(invocation, 'contact')),
    lineId: lineOf(reader, optional(invocation, 'line')),
    employee: optional(invocation, 'employee'),
    from: moment(invocation, 'from'),
    to: moment(invocation, 'to'),
    search: query === null ? null : { query, contact: null, direction: null, kind: null },
  };
}

function lineOf(reader: Reader, name: string | null): number | null {
  if (name === null) return null;
  const line = findLine(reader, name);
  if (line === undefined) throw new UsageError(`there is no line "${name}"`);
  return line.id;
}

/** The one contact of that name, number or id. */
function contactOf(reader: Reader, text: string | null): number | null {
  if (text === null) return null;
  // No phone number is so short.
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const found = findContactsByText(reader, text, 0);
  const named = found.filter(({ name }) => name.toLowerCase() === text.toLowerCase());
  const [only] = named.length > 0 ? named : found;
  if (only !== undefined && (named.length === 1 || found.length === 1)) return only.id;
  const all = found.map(({ id, name }) => `  ${id} ${name}`).join('\n');
  throw new UsageError(
    found.length === 0
      ? `there is no contact "${text}"`
      : `several contacts fit "${text}"; name one by its id:\n${all}`,
  );
}
