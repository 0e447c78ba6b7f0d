import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '#shared/contract/fields.ts';
import type { MessageKind } from '#shared/model/message.ts';
import { mediaUrl } from '../../api/media.ts';
import { useAction } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { IconButton } from '../button/IconButton.tsx';
import { showToast } from '../feedback/toasts.ts';
import { Dialog } from '../overlay/Dialog.tsx';
import { AudioPlayer } from './AudioPlayer.tsx';
import { kindIcons } from './kinds.ts';
import css from './Attachment.module.css';

export interface AttachmentProps {
  readonly attachment: AttachmentView;
  readonly kind: MessageKind;
}

/** The file of a message. Boxes have a fixed size, so that nothing moves while it loads. */
export function Attachment({ attachment, kind }: AttachmentProps) {
  const { sha256, mime } = attachment;
  const [isBroken, setBroken] = useState(false);
  if (sha256 === null || attachment.missing !== null) return <FileRow attachment={attachment} kind={kind} />;
  if (isBroken) return <FileRow attachment={attachment} kind={kind} isBroken />;
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
    return <Picture url={url} attachment={attachment} kind={kind} onError={onError} />;
  }
  if (kind === 'voice' || kind === 'audio') {
    return <AudioPlayer url={url} seconds={attachment.seconds} onError={onError} />;
  }
  return <FileRow attachment={attachment} kind={kind} />;
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
        <FileRow attachment={attachment} kind={kind} />
      </Dialog>
    </>
  );
}

/** Name, size and the way to save it; or why there is no file. */
function FileRow({ attachment, kind, isBroken = false }: AttachmentProps & { readonly isBroken?: boolean }) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const save = useAction('shell.saveMedia');
  const describe = useErrorText();
  const { name, size, sha256, missing } = attachment;
  const isKnown = kind !== 'unknown' && kind !== 'text';
  const Icon = kindIcons[isKnown ? kind : 'document'];
  const title = name ?? (isKnown ? t(`kind.${kind}`) : t('file'));
  const detail = [
    isBroken ? t('mediaFailed') : null,
    missing === null ? null : t(`missing.${missing}`),
    size === null ? null : format.bytes(size),
  ].filter((part) => part !== null);
  return (
    <div className={missing === null ? css.file : css.missing}>
      <Icon aria-hidden className={css.icon} />
      <span className={css.words}>
        <bdi className={css.name} dir="auto" title={title}>
          {title}
        </bdi>
        <span className={css.detail}>{detail.join(' · ')}</span>
      </span>
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
