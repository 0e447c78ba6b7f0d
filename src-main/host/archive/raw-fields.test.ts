import { proto } from '@whiskeysockets/baileys';
import { expect, it } from 'vitest';
import { rawFields } from './raw-fields.ts';

it('writes a protobuf down by field numbers, with what is nested in it', () => {
  const raw = proto.Message.encode({
    extendedTextMessage: { text: 'hola ñ', contextInfo: { stanzaId: 'A', forwardingScore: 7 } },
    messageContextInfo: { messageSecret: new Uint8Array([1, 255]) },
  }).finish();
  expect(rawFields(raw)).toBe(
    [
      '6 {',
      '  1: "hola ñ"',
      '  17 {',
      '    1: "A"',
      '    21: 7',
      '  }',
      '}',
      '35 {',
      '  3: 0x01ff',
      '}',
    ].join('\n'),
  );
});

it('writes bytes that are no protobuf as they are, and ends with whatever is hostile', () => {
  expect(rawFields(new Uint8Array([0xff, 0xff]))).toBe('ffff');
  expect(rawFields(new Uint8Array([]))).toBe('');
  const nested = Array.from({ length: 5_000 }).reduce<Buffer>(
    (inner) => (inner.length < 100 ? Buffer.concat([Buffer.from([0x0a, inner.length]), inner]) : inner),
    Buffer.from([0x08, 1]),
  );
  expect(rawFields(nested)).toContain('1 {');
});
