import { Download, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canBeRetried } from '#shared/model/attachment.ts';
import { previewUrl } from '../../api/media.ts';
import { useAction } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { IconButton } from '../button/IconButton.tsx';
import { showToast } from '../feedback/toasts.ts';
import type { AttachmentProps } from './Attachment.tsx';
import { kindIcons } from './kinds.ts';
import css from './Attachment.module.css';

/** Name, size and the way to save it; or why there is no file, and the way to have it fetched again. */
export function FileRow(props: AttachmentProps & { readonly isBroken?: boolean }) {
  const { attachment, kind, isBroken = false } = props;
  const { t } = useTranslation('message');
  const format = useFormat();
  const save = useAction('shell.saveMedia');
  const describe = useErrorText();
  const { name, size, sha256, missing, details } = attachment;
  const isKnown = kind !== 'unknown' && kind !== 'text';
  const Icon = kindIcons[isKnown ? kind : 'document'];
  const title = name ?? (isKnown ? t(`kind.${kind}`) : t('file'));
  const pages = details?.pages ?? null;
  const detail = [
    isBroken ? t('mediaFailed') : null,
    missing === null ? null : t(`missing.${missing}`),
    pages === null ? null : t('pages', { count: pages }),
    size === null ? null : format.bytes(size),
  ].filter((part) => part !== null);
  return (
    <div className={missing === null ? css.file : css.missing}>
      {details?.hasPreview === true ? (
        <img className={css.page} src={previewUrl(props.messageId)} alt="" aria-hidden />
      ) : (
        <Icon aria-hidden className={css.icon} />
      )}
      <span className={css.words}>
        <bdi className={css.name} dir="auto" title={title}>
          {title}
        </bdi>
        <span className={css.detail}>{detail.join(' · ')}</span>
      </span>
      <FetchAgain {...props} />
      {sha256 !== null && missing === null && (
        <IconButton
          icon={Download}
          label={t('saveAs')}
          onPress={() =>
            save.mutate(
              { sha256, name: title },
              {
                onSuccess: ({ saved }) => saved && showToast(t('saved')),
                onError: (error) => showToast(describe(error), { tone: 'error' }),
              },
            )
          }
        />
      )}
    </div>
  );
}

/** Has a missing file fetched again, where that can help. */
export function FetchAgain({ messageId, attachment: { missing }, canFetch }: AttachmentProps) {
  const { t } = useTranslation('message');
  const retry = useAction('media.retry');
  const describe = useErrorText();
  if (!canFetch || missing === null || !canBeRetried(missing)) return null;
  return (
    <IconButton
      icon={RotateCw}
      label={t('fetchAgain')}
      isDisabled={retry.isPending}
      onPress={() =>
        retry.mutate({ messageId }, { onError: (error) => showToast(describe(error), { tone: 'error' }) })
      }
    />
  );
}
