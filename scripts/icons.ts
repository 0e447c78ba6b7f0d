/** Draws `resources/icon.svg` in the sizes and file formats that the platforms ask for. Run it when the drawing changes. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { root } from './setup/npm.mjs';

interface Picture {
  readonly size: number;
  readonly png: Buffer;
}

const resources = path.join(root, 'resources');
const drawing = readFileSync(path.join(resources, 'icon.svg'), 'utf8');

function draw(size: number): Picture {
  return { size, png: new Resvg(drawing, { fitTo: { mode: 'width', value: size } }).render().asPng() };
}

/** Windows: a directory of 16-byte entries (a size of 256 is written as 0), then the PNG files. */
function ico(pictures: readonly Picture[]): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length + 16 * pictures.length;
  const entries = pictures.map(({ size, png }) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...pictures.map(({ png }) => png)]);
}

/** The types of the entries of a macOS icon that hold a PNG of the size. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

function icnsBlock(type: string, content: Buffer): Buffer {
  const header = Buffer.from(`${type}0000`, 'latin1');
  header.writeUInt32BE(header.length + content.length, 4);
  return Buffer.concat([header, content]);
}

/** macOS: blocks of a type, the block's length and a PNG file, in a block of the type `icns`. */
function icns(pictures: readonly Picture[]): Buffer {
  const blocks = pictures.flatMap(({ size, png }) =>
    (ICNS_TYPES[size] ?? []).map((type) => icnsBlock(type, png)),
  );
  return icnsBlock('icns', Buffer.concat(blocks));
}

const pictures = [16, 24, 32, 48, 64, 128, 256, 512, 1024].map(draw);
mkdirSync(path.join(resources, 'icons'), { recursive: true });
for (const { size, png } of pictures) {
  if (size <= 512) writeFileSync(path.join(resources, 'icons', `${size}x${size}.png`), png);
}
writeFileSync(
  path.join(resources, 'icon.ico'),
  ico(pictures.filter(({ size }) => size <= 256 && size !== 24)),
);
writeFileSync(path.join(resources, 'icon.icns'), icns(pictures));
