import { useState } from 'react';
import type { AttachmentView } from '#shared/contract/fields.ts';
import type { MessageKind } from '#shared/model/message.ts';
import { mediaUrl } from '../../api/media.ts';
import { AudioPlayer } from './AudioPlayer.tsx';
import { FileRow } from './FileRow.tsx';
import { MissingPicture } from './MissingPicture.tsx';
import { Picture } from './Picture.tsx';
import { Video } from './Video.tsx';

export interface AttachmentProps {
  readonly messageId: number;
  readonly attachment: AttachmentView;
  readonly kind: MessageKind;
  /** Its line can fetch the file again when it is missing; an export can't. */
  readonly canFetch: boolean;
}

const pictureKinds: ReadonlySet<MessageKind> = new Set(['image', 'video', 'gif', 'sticker']);

/** The file of a message. Boxes have a fixed size, so that nothing moves while it loads or when it comes later. */
export function Attachment(props: AttachmentProps) {
  const { attachment, kind } = props;
  const { sha256, mime, missing, details } = attachment;
  const [isBroken, setBroken] = useState(false);
  if (sha256 === null || missing !== null) {
    const isComing = missing === 'pending' || missing === 'waiting-for-phone';
    const hasBox = pictureKinds.has(kind) && (isComing || details?.hasPreview === true);
    return hasBox ? <MissingPicture {...props} /> : <FileRow {...props} />;
  }
  if (isBroken) return <FileRow {...props} isBroken />;
  const url = mediaUrl(sha256, mime);
  const onError = () => setBroken(true);
  const isMoving = kind === 'video' || (kind === 'gif' && mime?.startsWith('video/') === true);
  if (isMoving) return <Video {...props} url={url} onError={onError} />;
  if (kind === 'image' || kind === 'gif' || kind === 'sticker') {
    return <Picture {...props} url={url} onError={onError} />;
  }
  if (kind === 'voice' || kind === 'audio') {
    const waveform = details?.waveform ?? null;
    return <AudioPlayer url={url} seconds={attachment.seconds} waveform={waveform} onError={onError} />;
  }
  return <FileRow {...props} />;
}
