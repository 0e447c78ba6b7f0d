/** Something that the palette can do or go to. */
export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  /** What it belongs to. */
  readonly detail: string;
  readonly keys: string | null;
  readonly run: () => void;
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The entries that contain every word, without regard to accents and case; those that begin with them first. */
export function findEntries(entries: readonly PaletteEntry[], words: string): readonly PaletteEntry[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  const [first] = wanted;
  if (first === undefined) return entries;
  const found = entries.filter(({ label, detail }) => {
    const text = fold(`${label} ${detail}`);
    return wanted.every((word) => text.includes(word));
  });
  const begins = (entry: PaletteEntry) => fold(entry.label).startsWith(first);
  return [...found.filter(begins), ...found.filter((entry) => !begins(entry))];
}
