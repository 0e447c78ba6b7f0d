/** A link that may be handed to the system's browser: http or https, as the URL parser understands it. */
export function webLink(text: string): URL | null {
  const link = URL.parse(text);
  return link !== null && (link.protocol === 'https:' || link.protocol === 'http:') ? link : null;
}
