import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { savePreferences, usePreferences } from '../preferences.ts';
import css from './SplitPane.module.css';

export interface SplitPaneProps {
  /** Name under which its width is remembered. */
  readonly name: string;
  /** Which side keeps its width; the other takes the rest. */
  readonly fixed: 'start' | 'end';
  /** Widths of the fixed side in pixels. */
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  readonly start: ReactNode;
  /** null hides it and the divider. */
  readonly end: ReactNode | null;
}

const keyStep = 16;

/** Two regions with a divider that can be dragged, or moved with the arrow keys. Double-press resets it. */
export function SplitPane({ name, fixed, initial, min, max, start, end }: SplitPaneProps) {
  const { t } = useTranslation('common');
  const remembered = usePreferences((state) => state.panes[name]);
  const [dragged, setDragged] = useState<number | null>(null);
  const origin = useRef({ x: 0, width: 0 });
  const clamp = (width: number) => Math.round(Math.min(max, Math.max(min, width)));
  const width = clamp(dragged ?? remembered ?? initial);
  const outward = fixed === 'start' ? 1 : -1;

  const remember = (next: number) =>
    savePreferences({ panes: { ...usePreferences.getState().panes, [name]: clamp(next) } });

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    origin.current = { x: event.clientX, width };
    setDragged(width);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (dragged !== null) setDragged(origin.current.width + (event.clientX - origin.current.x) * outward);
  };
  const onPointerEnd = () => {
    if (dragged !== null) remember(dragged);
    setDragged(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    remember(width + step * outward);
  };

  const sized = { flexBasis: width };
  return (
    <div className={css.split}>
      <div className={fixed === 'start' ? css.fixed : css.rest} style={fixed === 'start' ? sized : undefined}>
        {start}
      </div>
      {end !== null && (
        <>
          <div
            className={css.divider}
            role="separator"
            tabIndex={0}
            aria-orientation="vertical"
            aria-label={t('resize')}
            aria-valuenow={width}
            aria-valuemin={min}
            aria-valuemax={max}
            onPointerDown={onPointerDown}
            onPointerMove={onPointerMove}
            onPointerUp={onPointerEnd}
            onPointerCancel={onPointerEnd}
            onDoubleClick={() => remember(initial)}
            onKeyDown={onKeyDown}
          />
          <div className={fixed === 'end' ? css.fixed : css.rest} style={fixed === 'end' ? sized : undefined}>
            {end}
          </div>
        </>
      )}
    </div>
  );
}
