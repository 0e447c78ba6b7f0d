import type { MissingFile } from '#host/archive/attachments.ts';
import { mediaOfEvidence } from '#host/connectors/whatsapp-cloud/evidence.ts';
import { fileChange, type CloudMediaQueue } from '#host/connectors/whatsapp-cloud/media-queue.ts';
import type { ConnectorStateChange } from '#host/connectors/connector.ts';
import { fileOfEvidence } from '#host/connectors/whatsapp-linked/evidence.ts';
import type { LineFiles } from '#host/connectors/whatsapp-linked/linked-device.ts';

/** Missing files of a line that its connector can fetch anew. */
export interface Refetch {
  /** Those whose evidence tells where they were. */
  readonly found: readonly MissingFile[];
  /** What to commit so that they are fetched. */
  readonly changes: readonly ConnectorStateChange[];
  /** Begins at once, after the commit. */
  start(): void;
}

/** Prepares to have missing files fetched anew, in the way of one line's connector. */
export type PrepareRefetch = (missing: readonly MissingFile[]) => Refetch;

/** From WhatsApp's media servers, or from the phone. */
export function refetchLinked(files: LineFiles): PrepareRefetch {
  return (missing) => {
    const known = missing.flatMap((file) => {
      const media = fileOfEvidence({ ...file, outgoing: file.outgoing === 1 });
      return media ? [{ file, media }] : [];
    });
    return {
      found: known.map(({ file }) => file),
      changes: known.flatMap(({ media }) => files.again(media)),
      start: () => files.start(known.map(({ media }) => media)),
    };
  };
}

/** From the Graph API, by the id that the message gave the file. */
export function refetchCloud(queue: CloudMediaQueue, since: number): PrepareRefetch {
  return (missing) => {
    const known = missing.flatMap((file) => {
      const media = mediaOfEvidence(file.raw);
      if (media === null || media.id === null) return [];
      const { conversation, key: message } = file;
      return [{ file, media: { conversation, message, mediaId: media.id, sha256: media.sha256, since } }];
    });
    return {
      found: known.map(({ file }) => file),
      changes: known.map(({ media }) => fileChange(media)),
      start: () => queue.again(known.map(({ media }) => media)),
    };
  };
}
