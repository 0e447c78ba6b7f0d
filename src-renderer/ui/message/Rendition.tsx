import { useEffect, useEffectEvent, useRef } from 'react';
import css from './Attachment.module.css';

/** Twice the box, for screens with two pixels to a point. */
const width = 600;
const height = 400;

export interface RenditionProps {
  readonly url: string;
  readonly label: string;
  readonly onError: () => void;
}

/**
 * A still picture at the size of its box. The browser decodes it off the window's thread, and of a photograph of twelve
 * megapixels only the small one stays in memory.
 */
export function Rendition({ url, label, onError }: RenditionProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const fail = useEffectEvent(onError);
  useEffect(() => {
    const leaving = new AbortController();
    draw(url, canvas, leaving.signal).catch(() => {
      if (!leaving.signal.aborted) fail();
    });
    return () => leaving.abort();
  }, [url]);
  return <canvas ref={canvas} className={css.image} role="img" aria-label={label} width={0} height={0} />;
}

async function draw(
  url: string,
  canvas: { readonly current: HTMLCanvasElement | null },
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error('the file can not be read');
  const whole = await createImageBitmap(await response.blob());
  try {
    const scale = Math.min(width / whole.width, height / whole.height, 1);
    const size = {
      width: Math.max(1, Math.round(whole.width * scale)),
      height: Math.max(1, Math.round(whole.height * scale)),
    };
    const target = canvas.current;
    if (signal.aborted || target === null) return;
    Object.assign(target, size);
    target.getContext('2d')?.drawImage(whole, 0, 0, size.width, size.height);
  } finally {
    whole.close();
  }
}
