import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { ZipFile } from 'yazl';
import type { ExportHeading } from '#shared/model/export-record.ts';
import type { ExportOutput } from '../../output.ts';
import type { CustomField, RsmfEvent, SliceFile } from './events.ts';

/** Somebody as the RSMF 2.0 manifest has them. */
export interface RsmfParticipant {
  readonly id: string;
  readonly display: string;
  readonly account_id?: string;
  readonly custom?: readonly CustomField[];
}

/** A conversation as the RSMF 2.0 manifest has it. */
export interface RsmfConversation {
  readonly id: string;
  readonly display: string;
  readonly platform: 'WhatsApp';
  readonly type: 'direct' | 'channel';
  /** For a channel, those who were in it before the first event of the slice. */
  readonly participants: readonly string[];
  readonly custodian?: string;
  readonly custom: readonly CustomField[];
}

/** A whole slice, as it goes into one file. */
export interface RsmfSlice {
  readonly path: string;
  /** Ties the slices of a conversation together. */
  readonly collection: string;
  readonly custodian: string;
  readonly participants: readonly RsmfParticipant[];
  readonly conversation: RsmfConversation;
  readonly events: readonly RsmfEvent[];
  readonly files: readonly SliceFile[];
  /** The transcript for readers that know nothing of RSMF. */
  readonly transcript: string;
}

const version = '2.0.0';
/** Nothing in a slice may depend on when or where it was packed; the format's times begin here. */
const mtime = new Date(Date.UTC(1980, 0, 1));
const mode = 0o100644;

/**
 * Writes a slice: a mail (RFC 5322) with the transcript as its text and one attachment, `rsmf.zip`, which holds the
 * manifest and every file that it names. Streams, whatever the size of the files.
 */
export async function writeSlice(
  slice: RsmfSlice,
  heading: ExportHeading,
  output: ExportOutput,
): Promise<void> {
  const { path, custodian, participants, conversation, events, files, transcript, collection } = slice;
  const zip = new ZipFile();
  const manifest = { version, participants, conversations: [conversation], events };
  zip.addBuffer(Buffer.from(JSON.stringify(manifest)), 'rsmf_manifest.json', { mtime, mode });
  for (const { name, path: from } of files) {
    zip.addReadStreamLazy(name, { mtime, mode, compress: false }, (take) => take(null, output.read(from)));
  }
  zip.end();
  const packed = Readable.from(zip.outputStream);
  zip.on('error', (cause: Error) => packed.destroy(cause));
  const times = events.map(({ timestamp }) => timestamp).toSorted();
  const headers = {
    'X-RSMF-Version': version,
    'X-RSMF-Generator': heading.program,
    'X-RSMF-BeginDate': times[0] ?? '',
    'X-RSMF-EndDate': times.at(-1) ?? '',
    'X-RSMF-EventCount': String(events.length),
    'X-RSMF-Application': 'WhatsApp',
    'X-RSMF-Custodian': oneLine(custodian),
    'X-RSMF-Participants': participants.map(({ display }) => oneLine(display)).join(', '),
    'X-RSMF-AttachmentCount': String(
      events.reduce((sum, event) => sum + (event.attachments?.length ?? 0), 0),
    ),
    'X-RSMF-EventCollectionID': collection,
  };
  const letters = new Map(Object.keys(headers).map((key) => [key.toLowerCase(), key]));
  const mail = new MailComposer({
    from: mailbox(custodian, 'custodian'),
    to: participants.map(({ display, id }) => mailbox(display, id)),
    subject: oneLine(conversation.display),
    date: new Date(heading.exportedAt),
    messageId: `<${collection}.${path.replaceAll(/[^\w.-]/g, '-')}@atalaya.invalid>`,
    baseBoundary: collection,
    // By itself the library writes `X-Rsmf-Begindate`; review tools look for the letters of the specification.
    normalizeHeaderKey: (key) => letters.get(key.toLowerCase()) ?? key,
    text: transcript,
    // Text that a stranger wrote may not point to a file or an address to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
    headers,
    attachments: [
      {
        filename: 'rsmf.zip',
        contentType: 'application/zip',
        contentTransferEncoding: 'base64',
        content: packed,
      },
    ],
  });
  const file = output.open(path);
  for await (const piece of mail.compile().createReadStream()) file.write(piece);
  file.close();
}

/** An address that can't be anybody's (RFC 2606). */
function mailbox(name: string, id: string): { name: string; address: string } {
  return { name: oneLine(name), address: `${id.replaceAll(/[^\w.-]/g, '-')}@atalaya.invalid` };
}

/** A header is one line, whatever somebody called themselves. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}
