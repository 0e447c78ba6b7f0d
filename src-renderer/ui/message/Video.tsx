import { previewUrl } from '../../api/media.ts';
import { useMediaQuery } from '../layout/useMediaQuery.ts';
import type { AttachmentProps } from './Attachment.tsx';
import css from './Attachment.module.css';

/** A video, with the message's own small picture until it is played. A GIF plays by itself unless motion is unwanted. */
export function Video(props: AttachmentProps & { readonly url: string; readonly onError: () => void }) {
  const { messageId, attachment, kind, url, onError } = props;
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const hasPreview = attachment.details?.hasPreview === true;
  const playsItself = kind === 'gif' && !isStill;
  return (
    <video
      className={css.picture}
      src={url}
      controls={!playsItself}
      autoPlay={playsItself}
      loop={kind === 'gif'}
      muted={kind === 'gif'}
      playsInline
      preload={hasPreview ? 'none' : 'metadata'}
      {...(hasPreview && { poster: previewUrl(messageId) })}
      onError={onError}
    >
      <track kind="captions" />
    </video>
  );
}
