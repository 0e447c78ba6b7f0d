import { expect, it } from 'vitest';
import { assert, property, string } from 'fast-check';
import { mediaPath, safeFileName } from './file-names.ts';

it('keeps an ordinary name as it is', () => {
  expect(safeFileName('Factura BG-502.pdf')).toBe('Factura BG-502.pdf');
  expect(safeFileName('Orçamento são João.PDF')).toBe('Orçamento são João.pdf');
});

it('leaves nothing of paths, devices, and what turns text', () => {
  expect(safeFileName('../../etc/passwd')).toBe('passwd');
  expect(safeFileName(String.raw`C:\Windows\evil.exe`)).toBe('evil.exe.bin');
  expect(safeFileName('CON.txt')).toBe('_CON.txt');
  expect(safeFileName('lpt1')).toBe('_lpt1');
  expect(safeFileName('nul.tar.gz')).toBe('_nul.tar.gz');
  expect(safeFileName('invoice\u202efdp.exe')).toBe('invoice_fdp.exe.bin');
  expect(safeFileName('a\u0000b\nc.txt')).toBe('a_b_c.txt');
  expect(safeFileName('...')).toBe('');
  expect(safeFileName('dots. . .')).toBe('dots');
});

it('cuts a name of 300 characters and keeps its extension', () => {
  const name = safeFileName(`${'ñ'.repeat(300)}.docx`);
  expect(Buffer.byteLength(name)).toBeLessThan(100);
  expect(name).toMatch(/^ñ+\.docx$/);
});

it('gives every name a path that every system takes, and the same one again', () => {
  assert(
    property(string({ unit: 'binary', maxLength: 400 }), (name) => {
      const path = mediaPath('ab'.repeat(32), name, 'image/jpeg');
      expect(path).toBe(mediaPath('ab'.repeat(32), name, 'image/jpeg'));
      expect(Buffer.byteLength(path)).toBeLessThan(160);
      const [folder, shelf, file = '', ...rest] = path.split('/');
      expect([folder, shelf, rest]).toEqual(['media', 'ab', []]);
      expect(file).not.toMatch(/[\p{C}\p{Bidi_Control}<>:"\\|?*]/u);
      expect(file).not.toMatch(/[\s.]$/u);
    }),
  );
});
