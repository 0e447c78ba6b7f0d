import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '#shared/contract/fields.ts';
import type { MessageKind } from '#shared/model/message.ts';
import { mediaUrl } from '../../api/media.ts';
import { Dialog } from '../overlay/Dialog.tsx';
import { AudioPlayer } from './AudioPlayer.tsx';
import { FileRow } from './FileRow.tsx';
import css from './Attachment.module.css';

export interface AttachmentProps {
  readonly messageId: number;
  readonly attachment: AttachmentView;
  readonly kind: MessageKind;
  /** Its line can fetch the file again when it is missing; an export can't. */
  readonly canFetch: boolean;
}

/** The file of a message. Boxes have a fixed size, so that nothing moves while it loads. */
export function Attachment(props: AttachmentProps) {
  const { attachment, kind } = props;
  const { sha256, mime } = attachment;
  const [isBroken, setBroken] = useState(false);
  if (sha256 === null || attachment.missing !== null) return <FileRow {...props} />;
  if (isBroken) return <FileRow {...props} isBroken />;
  const url = mediaUrl(sha256, mime);
  const onError = () => setBroken(true);
  const isMoving = kind === 'video' || (kind === 'gif' && mime?.startsWith('video/') === true);
  if (isMoving) {
    return (
      <video className={css.picture} src={url} controls preload="metadata" onError={onError}>
        <track kind="captions" />
      </video>
    );
  }
  if (kind === 'image' || kind === 'gif' || kind === 'sticker') {
    return <Picture {...props} url={url} onError={onError} />;
  }
  if (kind === 'voice' || kind === 'audio') {
    return <AudioPlayer url={url} seconds={attachment.seconds} onError={onError} />;
  }
  return <FileRow {...props} />;
}

function Picture(props: AttachmentProps & { readonly url: string; readonly onError: () => void }) {
  const { url, attachment, kind, onError } = props;
  const { t } = useTranslation('message');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={kind === 'sticker' ? css.sticker : css.picture}
        aria-label={t('openImage')}
        onClick={() => setOpen(true)}
      >
        <img
          className={css.image}
          src={url}
          alt={attachment.name ?? t(`kind.${kind}`)}
          loading="lazy"
          onError={onError}
        />
      </button>
      <Dialog
        title={attachment.name ?? t(`kind.${kind}`)}
        size="large"
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <img className={css.whole} src={url} alt={attachment.name ?? t(`kind.${kind}`)} />
        <FileRow {...props} />
      </Dialog>
    </>
  );
}
