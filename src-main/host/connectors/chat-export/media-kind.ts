import type { MessageKind } from '#shared/model/message.ts';

const types: ReadonlyMap<string, readonly [kind: MessageKind, mime: string]> = new Map<
  string,
  readonly [MessageKind, string]
>([
  ['jpg', ['image', 'image/jpeg']],
  ['jpeg', ['image', 'image/jpeg']],
  ['png', ['image', 'image/png']],
  ['heic', ['image', 'image/heic']],
  ['webp', ['sticker', 'image/webp']],
  ['gif', ['gif', 'image/gif']],
  ['mp4', ['video', 'video/mp4']],
  ['mov', ['video', 'video/quicktime']],
  ['3gp', ['video', 'video/3gpp']],
  ['opus', ['voice', 'audio/ogg']],
  ['ogg', ['audio', 'audio/ogg']],
  ['m4a', ['audio', 'audio/mp4']],
  ['mp3', ['audio', 'audio/mpeg']],
  ['aac', ['audio', 'audio/aac']],
  ['amr', ['audio', 'audio/amr']],
  ['wav', ['audio', 'audio/wav']],
  ['vcf', ['contact', 'text/vcard']],
  ['pdf', ['document', 'application/pdf']],
  ['txt', ['document', 'text/plain']],
  ['csv', ['document', 'text/csv']],
  ['zip', ['document', 'application/zip']],
  ['doc', ['document', 'application/msword']],
  ['docx', ['document', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document']],
  ['xls', ['document', 'application/vnd.ms-excel']],
  ['xlsx', ['document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']],
  ['ppt', ['document', 'application/vnd.ms-powerpoint']],
  ['pptx', ['document', 'application/vnd.openxmlformats-officedocument.presentationml.presentation']],
]);

/** What WhatsApp's own file names say: `PTT-20240305-WA0001.opus`, `00000002-PHOTO-2024-03-05-11-27-47.jpg`. */
const namedKinds: ReadonlyMap<string, MessageKind> = new Map<string, MessageKind>([
  ['IMG', 'image'],
  ['VID', 'video'],
  ['AUD', 'audio'],
  ['PTT', 'voice'],
  ['DOC', 'document'],
  ['STK', 'sticker'],
  ['PHOTO', 'image'],
  ['VIDEO', 'video'],
  ['AUDIO', 'voice'],
  ['GIF', 'gif'],
  ['STICKER', 'sticker'],
]);
const androidName = /^(IMG|VID|AUD|PTT|DOC|STK)-\d{8}-WA\d+/u;
const iosName = /^\d{6,}-(PHOTO|VIDEO|AUDIO|GIF|STICKER)-\d{4}-/u;

/** Whether WhatsApp named this file: such a name is an attachment in whatever language the words around it are. */
export function isWhatsAppFileName(name: string): boolean {
  return androidName.test(name) || iosName.test(name);
}

/** Kind and type of an attachment, from its name alone. */
export function mediaTypeOf(name: string): { kind: MessageKind; mime: string | null } {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const [kind, mime] = types.get(extension) ?? ['document' as const, null];
  const word = (androidName.exec(name) ?? iosName.exec(name))?.[1];
  const named = word === undefined ? undefined : namedKinds.get(word);
  return { kind: named === 'voice' && extension === 'mp3' ? 'audio' : (named ?? kind), mime };
}
