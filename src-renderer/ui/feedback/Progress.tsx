import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import { cx } from '../cx.ts';
import css from './Progress.module.css';

/** Something is on its way; use it only where waiting can be noticed. */
export function Spinner({ label }: { readonly label?: string }) {
  return (
    <span
      className={css.spinner}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'status', 'aria-label': label })}
    />
  );
}

export interface ProgressProps {
  readonly label: string;
  /** Between 0 and `total`; null while the amount of work is unknown. */
  readonly value: number | null;
  readonly total?: number;
  /** The numbers in words, such as "1,204 of 9,000 messages". */
  readonly detail?: string;
}

/** Long work: how far it is, in numbers. */
export function Progress({ label, value, total = 1, detail }: ProgressProps) {
  return (
    <AriaProgressBar
      aria-label={label}
      className={cx(css.progress)}
      value={value ?? 0}
      maxValue={Math.max(total, 1)}
      isIndeterminate={value === null}
      valueLabel={detail}
    >
      {({ percentage }) => (
        <>
          <div className={css.words}>
            <span>{label}</span>
            {detail !== undefined && <span className={css.detail}>{detail}</span>}
          </div>
          <div className={css.track}>
            <div
              className={cx(css.fill, value === null && css.unknown)}
              style={{ width: value === null ? '30%' : `${percentage ?? 0}%` }}
            />
          </div>
        </>
      )}
    </AriaProgressBar>
  );
}
