import { useState } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '#shared/contract/fields.ts';
import type { MessageDetailsView } from '#shared/contract/inbox.ts';
import { useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../button/Button.tsx';
import { InlineError } from '../feedback/States.tsx';
import { showToast } from '../feedback/toasts.ts';
import { withKeys } from '../list/withKeys.ts';
import { Facts } from '../layout/Facts.tsx';
import { cx } from '../cx.ts';
import { usePersonName } from '../person/usePersonName.ts';
import overlay from '../overlay/Overlay.module.css';
import css from './DetailsPopover.module.css';

export interface DetailsPopoverProps {
  readonly message: MessageView;
  /** What was pressed. */
  readonly beside: Element;
  readonly onClose: () => void;
}

/** All that is known of a message beside what its bubble shows. */
export function DetailsPopover({ message, beside, onClose }: DetailsPopoverProps) {
  const { t } = useTranslation('message');
  const { data, error } = useRequest('inbox.messageDetails', { id: message.id });
  return (
    <Popover
      className={cx(overlay.popover, css.popover)}
      triggerRef={{ current: beside }}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      placement="bottom"
      offset={4}
    >
      <Dialog aria-label={t('details.title')} className={cx(overlay.panel)}>
        {error !== null && <InlineError error={error} />}
        {data !== undefined && <Details message={message} details={data} />}
      </Dialog>
    </Popover>
  );
}

function Details({
  message,
  details,
}: {
  readonly message: MessageView;
  readonly details: MessageDetailsView;
}) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const priceWords = usePriceWords();
  const { capturedAt, key, rawSize, events, readers, price } = details;
  return (
    <>
      <Facts
        facts={[
          { name: t('details.sent'), value: format.exact(message.sentAt) },
          { name: t('details.captured'), value: format.exact(capturedAt) },
          { name: t('details.source'), value: t(`details.from.${message.source}`) },
          ...(price === null ? [] : [{ name: t('details.price.title'), value: priceWords(price) }]),
          { name: t('details.id'), value: <span className={css.key}>{key}</span> },
        ]}
      />
      {events.length > 0 && (
        <section>
          <h3 className={css.heading}>{t('details.events')}</h3>
          <ul className={css.list}>
            {withKeys(events, ({ at }) => String(at)).map(({ key: name, item: event }) => (
              <Happening key={name} event={event} />
            ))}
          </ul>
        </section>
      )}
      <Readers readers={readers} />
      {rawSize !== null && <Raw id={message.id} size={rawSize} />}
    </>
  );
}

/** What a message counts as on the platform; a code that is new stands as it is. */
function usePriceWords(): (price: NonNullable<MessageDetailsView['price']>) => string {
  const { t } = useTranslation('message');
  return ({ category, type }) => {
    const name = t(`details.price.category.${category}` as 'details.price.category.service', {
      defaultValue: category,
    });
    if (type === null) return name;
    const charge = t(`details.price.type.${type}` as 'details.price.type.regular', { defaultValue: type });
    return `${name} · ${charge}`;
  };
}

type EventOf = MessageDetailsView['events'][number];

function Happening({ event }: { readonly event: EventOf }) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const words = useEventWords();
  const personName = usePersonName();
  return (
    <li className={css.happening}>
      <time className={css.time} title={format.exact(event.at)}>
        {format.dateTime(event.at)}
      </time>
      <span>
        {coded.has(event.event) && words(event) !== '' ? words(event) : t(`details.event.${event.event}`)}
        {event.person !== null && (
          <>
            {' · '}
            <bdi dir="auto">{personName(event.person)}</bdi>
          </>
        )}
        {!coded.has(event.event) && words(event) !== '' && (
          <bdi className={css.words} dir="auto">
            {words(event)}
          </bdi>
        )}
        {event.failure !== null && (
          <span className={css.reason}>
            {t('details.reason')} <bdi dir="auto">{event.failure}</bdi>
          </span>
        )}
      </span>
    </li>
  );
}

/** Events whose code says all: read, going, missed. */
const coded: ReadonlySet<EventOf['event']> = new Set(['receipt', 'response', 'call-end']);

/** What an event says, in the reader's language where it is a code. */
function useEventWords(): (event: EventOf) => string {
  const { t } = useTranslation('message');
  const format = useFormat();
  return ({ event, text }) => {
    switch (event) {
      case 'vote': {
        const options: readonly string[] = JSON.parse(text);
        return options.length === 0 ? t('details.tookBack') : format.list(options);
      }
      case 'reaction':
        return text === '' ? t('details.tookBack') : text;
      case 'receipt':
      case 'response':
      case 'pin':
      case 'keep':
      case 'sealed':
      case 'call-end':
        return t(`details.word.${text.split(' ')[0] ?? ''}` as 'details.word.read', { defaultValue: text });
      case 'edit':
      case 'location':
        return text;
      case 'revoke':
      case 'cancel':
      case 'resolved':
        return '';
    }
  };
}

/** The button that had the focus is gone. */
const focusOn = (element: HTMLElement | null): void => element?.focus();

const shownReaders = 200;

function Readers({ readers }: Pick<MessageDetailsView, 'readers'>) {
  const { t } = useTranslation('message');
  const personName = usePersonName();
  return (
    <section>
      <h3 className={css.heading}>
        {readers === null ? t('details.readersUnknown') : t('details.readers', { count: readers.length })}
      </h3>
      {readers !== null && (
        <ul className={css.list}>
          {withKeys(readers.slice(0, shownReaders), ({ name }) => name).map(
            ({ key, item: { name, role, assumed } }) => (
              <li key={key}>
                <bdi dir="auto">{personName(name)}</bdi>
                <span className={css.soft}>
                  {role !== 'member' && ` · ${t(`details.role.${role}`)}`}
                  {assumed && ` · ${t('details.assumed')}`}
                </span>
              </li>
            ),
          )}
        </ul>
      )}
    </section>
  );
}

/** The message as it came: its size, and on request its fields, to be copied. */
function Raw({ id, size }: { readonly id: number; readonly size: number }) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const [isShown, setShown] = useState(false);
  const { data, error } = useRequest('inbox.rawMessage', { id }, { enabled: isShown });
  return (
    <section>
      <h3 className={css.heading}>{t('details.raw', { size: format.bytes(size) })}</h3>
      {error !== null && <InlineError error={error} />}
      {data === undefined ? (
        <Button onPress={() => setShown(true)}>{t('details.showRaw')}</Button>
      ) : (
        <>
          <textarea
            ref={focusOn}
            className={css.raw}
            readOnly
            rows={10}
            aria-label={t('details.rawFields')}
            value={data.text}
          />
          <Button
            onPress={() => {
              void navigator.clipboard.writeText(data.text).then(() => showToast(t('details.copied')));
            }}
          >
            {t('details.copy')}
          </Button>
        </>
      )}
    </section>
  );
}
