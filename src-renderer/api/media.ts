/** The address of a file in the workspace's media store; served by the shell, with ranges, to this window only. */
export function mediaUrl(sha256: string, mime: string | null): string {
  const query = mime === null ? '' : `?type=${encodeURIComponent(mime)}`;
  return `media://workspace/${sha256}${query}`;
}

/** The address of the small picture that came inside a message. */
export function previewUrl(messageId: number): string {
  return `media://workspace/preview/${messageId}`;
}
