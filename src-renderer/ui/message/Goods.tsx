import { useTranslation } from 'react-i18next';
import type { MessageSubject } from '#shared/model/details.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { withKeys } from '../list/withKeys.ts';
import { HighlightedText } from './HighlightedText.tsx';
import type { Mark } from './segments.ts';
import { cutParts } from './textParts.ts';
import css from './Subject.module.css';

type Subject<T extends MessageSubject['type']> = Extract<MessageSubject, { type: T }>;

/** The words above an order's lines, which name the items again. */
export function OrderWords({
  text,
  order,
  marks,
}: {
  readonly text: string;
  readonly order: Subject<'order'>;
  readonly marks: readonly Mark[];
}) {
  const names = order.lines.map(({ name }) => name);
  const { head, parts } = cutParts(text, names, marks);
  const isMarked = parts.some((part) => part.marks.length > 0);
  const shown = isMarked ? { text, marks } : head;
  return shown.text === '' ? null : <HighlightedText {...shown} />;
}

/** An order's items with their prices, and what they come to. */
export function OrderFacts({ order }: { readonly order: Subject<'order'> }) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const { items, total, lines } = order;
  return (
    <>
      {lines.length > 0 && (
        <ul className={css.rows}>
          {withKeys(lines, ({ name }) => name).map(({ key, item: { name, quantity, price } }) => (
            <li key={key} className={css.row}>
              <span>
                <bdi dir="auto">{name}</bdi> <span className={css.soft}>× {format.number(quantity)}</span>
              </span>
              <span className={css.figure}>{price === null ? '' : format.money(price)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className={css.row}>
        <span className={css.soft}>{t('subject.items', { count: items })}</span>
        <span className={css.total}>{total === null ? '' : format.money(total)}</span>
      </p>
    </>
  );
}

/** What a product costs, and where it is. */
export function ProductFacts({ product }: { readonly product: Subject<'product'> }) {
  const format = useFormat();
  const { price, salePrice, code, url } = product;
  return (
    <>
      <p className={css.line}>
        {salePrice !== null && <span className={css.strong}>{format.money(salePrice)}</span>}
        {price !== null &&
          (salePrice === null ? (
            <span className={css.strong}>{format.money(price)}</span>
          ) : (
            <s>{format.money(price)}</s>
          ))}
        {code !== null && <bdi dir="auto">{code}</bdi>}
      </p>
      {url !== null && <HighlightedText text={url} />}
    </>
  );
}
