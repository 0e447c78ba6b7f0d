/**
 * The bytes of a message `m` with its evidence `e`, as they were last readable: one that was pending has those that it
 * turned out to be beside the first.
 */
export const latestEvidence = `ifnull((select raw from events where conversation_id = m.conversation_id
  and message_key = m.key and event = 'resolved'), e.raw)`;
