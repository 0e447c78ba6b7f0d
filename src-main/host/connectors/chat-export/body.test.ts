import { describe, expect, it } from 'vitest';
import type { MessageKind } from '#shared/model/message.ts';
import { readBody } from './body.ts';

const attached: readonly (readonly [text: string, name: string, kind: MessageKind, caption: string])[] = [
  ['IMG-20240305-WA0001.jpg (file attached)', 'IMG-20240305-WA0001.jpg', 'image', ''],
  ['\u200eIMG-20240305-WA0001.jpg (archivo adjunto)\npie', 'IMG-20240305-WA0001.jpg', 'image', 'pie'],
  ['IMG-20240305-WA0001.jpg (in a language nobody knows)', 'IMG-20240305-WA0001.jpg', 'image', ''],
  [
    'VID-20240305-WA0001.mp4 (arquivo anexado)\nuno\ndos <3>',
    'VID-20240305-WA0001.mp4',
    'video',
    'uno\ndos <3>',
  ],
  ['PTT-20240305-WA0001.opus (fichier joint)', 'PTT-20240305-WA0001.opus', 'voice', ''],
  ['AUD-20240305-WA0001.m4a (file allegato)', 'AUD-20240305-WA0001.m4a', 'audio', ''],
  ['STK-20240305-WA0001.webp (bestand bijgevoegd)', 'STK-20240305-WA0001.webp', 'sticker', ''],
  ['Lista (final).xlsx (archivo adjunto)', 'Lista (final).xlsx', 'document', ''],
  ['Ana Soto.vcf (Datei angehängt)', 'Ana Soto.vcf', 'contact', ''],
  [
    '\u200e<adjunto: 00000002-PHOTO-2018-03-25-11-27-47.jpg>',
    '00000002-PHOTO-2018-03-25-11-27-47.jpg',
    'image',
    '',
  ],
  [
    'mira \u200e<anexado: 00000003-GIF-2018-03-25-11-27-47.mp4>',
    '00000003-GIF-2018-03-25-11-27-47.mp4',
    'gif',
    'mira',
  ],
  [
    '\u200e<attached: 00000004-AUDIO-2018-03-25-11-27-47.opus>',
    '00000004-AUDIO-2018-03-25-11-27-47.opus',
    'voice',
    '',
  ],
  ['\u200e< pièce jointe : 00000005-plan.pdf >', '00000005-plan.pdf', 'document', ''],
  [
    'plan.pdf • \u200e14 pages \u200e<attached: 00000005-plan.pdf>',
    '00000005-plan.pdf',
    'document',
    'plan.pdf • 14 pages',
  ],
  ['2015-03-05-PHOTO-00000001.jpg <attached>', '2015-03-05-PHOTO-00000001.jpg', 'image', ''],
];

const leftOut: readonly (readonly [text: string, kind: MessageKind, caption: string])[] = [
  ['<Media omitted>', 'unknown', ''],
  ['<Multimedia omitido>', 'unknown', ''],
  ['<Mídia oculta>\nlegenda', 'unknown', 'legenda'],
  ['<Arquivo de mídia oculto>', 'unknown', ''],
  ['<Video note omitted>', 'video', ''],
  ['\u200eimagen omitida', 'image', ''],
  ['\u200eVideo omitido', 'video', ''],
  ['\u200eTarjeta de contacto omitida', 'contact', ''],
  ['\u200efigurinha omitida', 'sticker', ''],
  ['\u200eCartão do contato omitido', 'contact', ''],
  ['\u200eGIF omitted', 'gif', ''],
  ['\u200eBild weggelassen', 'image', ''],
  ['\u200eimage absente', 'image', ''],
  ['\u200eimmagine omessa', 'image', ''],
  ['plan.pdf • \u200e14 pages \u200edocument omitted', 'document', 'plan.pdf • 14 pages'],
];

const deleted = [
  'Se eliminó este mensaje.',
  '\u200eEliminaste este mensaje.',
  'Mensagem apagada',
  'Você apagou esta mensagem',
  'This message was deleted',
  'You deleted this message.',
  'This message was deleted by admin Ana.',
  'Diese Nachricht wurde gelöscht.',
  'Ce message a été supprimé',
  'Questo messaggio è stato eliminato',
  'Dit bericht is verwijderd',
];

describe('the body of a message', () => {
  it.each(attached)('with a file: %j', (text, name, kind, caption) => {
    expect(readBody(text)).toMatchObject({ kind, text: caption, attachment: { name, missing: 'not-found' } });
  });

  it.each(leftOut)('with media left out: %j', (text, kind, caption) => {
    expect(readBody(text)).toMatchObject({
      kind,
      text: caption,
      attachment: { name: null, missing: 'left-out' },
    });
  });

  it.each(deleted)('that was deleted: %j', (text) => {
    expect(readBody(text)).toMatchObject({ kind: 'text', text: '', deleted: true });
  });

  it.each([
    'corregido <Se editó este mensaje.>',
    'corregido \u200e<Mensagem editada>',
    'corregido <This message was edited>',
    'corregido <Diese Nachricht wurde bearbeitet>',
  ])('that was edited: %j', (text) => {
    expect(readBody(text)).toMatchObject({ kind: 'text', text: 'corregido', edited: true });
  });

  it.each([
    ['null', 'view-once', ''],
    ['', 'view-once', ''],
    ['Esperando este mensaje. Esto puede tomar tiempo.', 'pending', ''],
    ['Waiting for this message. This may take a while.', 'pending', ''],
    ['\u200eLlamada perdida', 'call', 'Llamada perdida'],
    ['\u200eVoice call, \u200e2 min', 'call', 'Voice call, 2 min'],
    ['ubicación en tiempo real compartida', 'live-location', ''],
    ['ubicación: https://maps.google.com/?q=19.4,-99.1', 'location', 'https://maps.google.com/?q=19.4,-99.1'],
    [
      'Café Uno (Centro): https://foursquare.com/v/4e89af',
      'location',
      'Café Uno (Centro): https://foursquare.com/v/4e89af',
    ],
    ['\u200ePOLL:\nLunch?\n\u200eOPTION: Yes (\u200e2 votes)\n', 'poll', 'Lunch?\nYes (2 votes)'],
    ['IMG-20240305-WA0001.jpg (file attached)\nnew <This message was edited>', 'image', 'new'],
  ])('that is no text: %j', (text, kind, written) => {
    expect(readBody(text)).toMatchObject({ kind, text: written });
  });

  it.each([
    'hola',
    'Llamada perdida',
    'Esperando este mensaje tuyo. Gracias',
    'el archivo (adjunto)',
    'nulla',
    '<3',
    '<hola>',
    'mira https://maps.google.com/?q=19.4,-99.1 y dime',
    'Se eliminó este mensaje. ¿Por qué?',
    'imagen omitida en el anexo',
  ])('that a person wrote is left alone: %j', (text) => {
    expect(readBody(text)).toBeNull();
  });

  it('is the same content with its media as without', () => {
    const withMedia = readBody('IMG-20240305-WA0001.jpg (archivo adjunto)\npie');
    const without = readBody('<Multimedia omitido>\npie');
    expect([withMedia?.sort, withMedia?.content]).toEqual([without?.sort, without?.content]);
  });
});
