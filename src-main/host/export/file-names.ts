import { extname } from 'node:path';

/** Bytes of UTF-8; the longest name that every file system and zip program takes is 255, and paths add up. */
const longestStem = 80;
const longestExtension = 12;

/** Names that Windows keeps for devices, with any extension. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)$/i;
/** What turns or hides text, and what no file system or shell takes well. */
const unsafe = /[\p{C}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}<>:"/\\|?*%#]+/gu;
const tooManyMarks = /(\p{M}{2})\p{M}+/gu;

/**
 * A file name that is harmless on every system, from one that a stranger chose: no path, no device, nothing that turns
 * or hides text, nothing that runs when it is clicked, at most about 100 bytes. '' when nothing is left.
 */
export function safeFileName(name: string): string {
  const last = name.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(unsafe, '_').replaceAll(tooManyMarks, '$1').replaceAll(/\s+/g, ' ');
  const extension = safeExtension(extname(clean));
  const stem = cut(clean.slice(0, clean.length - extname(clean).length), longestStem).replaceAll(
    /^[\s._-]+|[\s.]+$/g,
    '',
  );
  if (stem === '') return extension === '' ? '' : safeFileName(`file${extension}`);
  const device = stem.split('.')[0]?.trim() ?? '';
  const inert = active.has(extension.slice(1)) ? '.bin' : '';
  return `${reserved.test(device) ? '_' : ''}${stem}${extension}${inert}`;
}

function safeExtension(extension: string): string {
  return /^\.[\p{L}\p{N}]+$/u.test(extension) && extension.length <= longestExtension
    ? extension.toLowerCase()
    : '';
}

/** At most so many bytes of UTF-8, ending with a whole character. */
function cut(text: string, bytes: number): string {
  let length = 0;
  let kept = '';
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > bytes) break;
    kept += character;
  }
  return kept;
}

/** Extensions of the kinds of files that WhatsApp itself makes, for those that came without a name. */
const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/gif': '.gif',
  'video/mp4': '.mp4',
  'video/3gpp': '.3gp',
  'audio/ogg': '.ogg',
  'audio/mpeg': '.mp3',
  'audio/mp4': '.m4a',
  'audio/aac': '.aac',
  'audio/amr': '.amr',
  'application/pdf': '.pdf',
  'text/vcard': '.vcf',
};

/** What a click would run or show as a page of its own, with whatever a stranger put into it. */
const active: ReadonlySet<string> = new Set(
  (
    'html htm xhtml xht shtml mht mhtml svg svgz xml xsl js mjs jse vbs vbe wsf wsh hta exe com scr bat cmd ps1 msi msp ' +
    'lnk url desktop app command sh jar reg cpl pif chm dll sys iso img vhd'
  ).split(' '),
);

/** As much of a content's SHA-256 as tells it apart from every other one in an export. */
const hashLetters = 16;

/**
 * Where the file of a message lies in an export: by its content and its name, so that the same file sent again is there
 * once, and no two files ever have one path, whatever they are called.
 */
export function mediaPath(sha256: string, name: string | null, mime: string | null): string {
  const given = name === null ? '' : safeFileName(name);
  const plain = extensions[(mime ?? '').split(';')[0]?.trim().toLowerCase() ?? ''] ?? '.bin';
  const start = sha256.slice(0, hashLetters);
  return `media/${sha256.slice(0, 2)}/${start}${given === '' ? plain : ` ${given}`}`;
}
