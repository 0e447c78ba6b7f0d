/** Digits of a message's number: an export of millions sorts by its identifiers. */
const digits = 8;

/**
 * What a message is called in everything that is filed by number (Bates style), such as `ATA12-00000345`: the export and
 * the message's number in it, so that no two exports of a workspace share one.
 */
export function identifierOf(exportId: number, number: number): string {
  return `ATA${exportId}-${String(number).padStart(digits, '0')}`;
}

/** What the file that came with a message is called. */
export function attachmentIdentifierOf(exportId: number, number: number): string {
  return `${identifierOf(exportId, number)}.0001`;
}
