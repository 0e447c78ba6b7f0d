import { useMemo } from 'react';
import { encode } from 'uqr';
import css from './QrCode.module.css';
import { codePath } from './codePath.ts';

/** Modules of white around the code that a camera needs to find it. */
const quietZone = 4;

export interface QrCodeProps {
  readonly text: string;
  readonly label: string;
  readonly size?: 'small' | 'large';
}

/** A QR code, black on white in every theme. */
export function QrCode({ text, label, size: shown = 'large' }: QrCodeProps) {
  const { path, size } = useMemo(() => {
    const { data, size } = encode(text, { ecc: 'L', border: quietZone });
    return { path: codePath(data), size };
  }, [text]);
  return (
    <svg
      className={css.code}
      data-size={shown}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}
