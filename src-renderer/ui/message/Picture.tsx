import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewUrl } from '../../api/media.ts';
import { useMediaQuery } from '../layout/useMediaQuery.ts';
import { Dialog } from '../overlay/Dialog.tsx';
import type { AttachmentProps } from './Attachment.tsx';
import { FileRow } from './FileRow.tsx';
import { Rendition } from './Rendition.tsx';
import css from './Attachment.module.css';

/** Above this size in bytes a picture is decoded at the size of its box instead of its own. */
const largePicture = 400_000;
const canMove: ReadonlySet<string | null> = new Set(['image/gif', 'image/webp', 'image/apng', 'image/avif']);

/** A picture in its box, the message's own small one until it is there, and as large as the window when pressed. */
export function Picture(props: AttachmentProps & { readonly url: string; readonly onError: () => void }) {
  const { messageId, url, attachment, kind, onError } = props;
  const { t } = useTranslation('message');
  const [isOpen, setOpen] = useState(false);
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const { name, mime, size, details } = attachment;
  const label = name ?? t(`kind.${kind}`);
  const moves = canMove.has(mime) && kind !== 'image';
  const isReduced = moves ? isStill : size !== null && size > largePicture;
  return (
    <>
      <button
        type="button"
        className={kind === 'sticker' ? css.sticker : css.picture}
        aria-label={t('openImage')}
        onClick={() => setOpen(true)}
      >
        {details?.hasPreview === true && (
          <img className={css.preview} src={previewUrl(messageId)} alt="" aria-hidden />
        )}
        {isReduced ? (
          <Rendition url={url} label={label} onError={onError} />
        ) : (
          <img
            className={css.image}
            src={url}
            alt={label}
            loading="lazy"
            decoding="async"
            onError={onError}
          />
        )}
      </button>
      <Dialog title={label} size="large" isOpen={isOpen} onClose={() => setOpen(false)}>
        <img className={css.whole} src={url} alt={label} />
        <FileRow {...props} />
      </Dialog>
    </>
  );
}
