import { useTranslation } from 'react-i18next';
import { previewUrl } from '../../api/media.ts';
import type { AttachmentProps } from './Attachment.tsx';
import { FetchAgain } from './FileRow.tsx';
import { kindIcons } from './kinds.ts';
import css from './Attachment.module.css';

/** The box of a picture or video that is not there (yet): the message's own small picture, and why there is no more. */
export function MissingPicture(props: AttachmentProps) {
  const { messageId, attachment, kind } = props;
  const { t } = useTranslation('message');
  const { missing, details, name } = attachment;
  const Icon = kindIcons[kind];
  const hasPreview = details?.hasPreview === true;
  const reason = missing === null ? t('mediaFailed') : t(`missing.${missing}`);
  return (
    <figure className={css.absent}>
      {hasPreview ? (
        <img
          className={css.preview}
          src={previewUrl(messageId)}
          alt={t('previewOf', { what: name ?? t(`kind.${kind}`) })}
        />
      ) : (
        <Icon aria-hidden className={css.absentIcon} />
      )}
      <figcaption className={css.caption}>
        <span className={css.words}>
          {hasPreview && <span>{t('previewOnly')}</span>}
          <span className={css.detail}>{reason}</span>
        </span>
        <FetchAgain {...props} />
      </figcaption>
    </figure>
  );
}
