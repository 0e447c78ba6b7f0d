import type { Reader } from '#host/archive/database.ts';
import { readConversationRef } from '#host/archive/inbox.ts';
import {
  countJudged,
  judgedConversations,
  judgedEdits,
  judgedPages,
  senderOf,
  type JudgedConversation,
  type JudgedEdit,
  type JudgedRow,
  type Period,
} from '#host/archive/judged-messages.ts';
import { compilePolicies } from '#host/policy/engine.ts';
import {
  backtestSamples,
  type BacktestProgress,
  type BacktestResult,
  type BacktestSample,
} from '#shared/model/backtest.ts';
import type { Span } from '#shared/model/message.ts';
import type { PolicyDefinition, Verdict } from '#shared/model/policy.ts';
import { createSample } from './sample.ts';

/** What is run over the archive. */
export interface BacktestJob {
  readonly draft: PolicyDefinition;
  /** What the draft is held against; null when there is nothing yet. */
  readonly inForce: PolicyDefinition | null;
  readonly period: Period;
  /** Where business hours are meant. */
  readonly zone: string;
}

const none: readonly JudgedEdit[] = [];

const draftId = 1;
const inForceId = 2;
const seed = 20_260_101;

/** UTF-16 code units of a message that are shown, and of them those before its first hit. */
const shownLength = 1000;
const shownBefore = 300;

/** One text of a message, and which of the two hit it. */
interface Hit {
  readonly row: JudgedRow;
  readonly conversation: JudgedConversation;
  readonly text: string;
  readonly isEdit: boolean;
  readonly verdict: Verdict;
}

const newSample = () => createSample<Hit>(backtestSamples, seed);

/**
 * Evaluates a draft and the version in force on every message of a period, in one pass, as capture would have: each
 * message and each of its edits with its time, length, line, direction and conversation. Changes nothing.
 */
export function runBacktest(
  reader: Reader,
  { draft, inForce, period, zone }: BacktestJob,
  onProgress: (progress: BacktestProgress) => void,
): BacktestResult {
  const engine = compilePolicies(
    [
      { policyId: draftId, version: 1, definition: draft },
      ...(inForce === null ? [] : [{ policyId: inForceId, version: 1, definition: inForce }]),
    ],
    zone,
  );
  const samples = { hits: newSample(), added: newSample(), gone: newSample() };
  const total = countJudged(reader, period);
  let messages = 0;

  /** The first hit of each of the two in a message and its edits. */
  function judge(
    row: JudgedRow,
    conversation: JudgedConversation,
    edits: readonly JudgedEdit[],
  ): (Hit | undefined)[] {
    let byDraft: Hit | undefined;
    let byInForce: Hit | undefined;
    const look = (text: string, at: number, isEdit: boolean): void => {
      const verdicts = engine.evaluate({
        text,
        kind: row.kind,
        direction: row.direction,
        conversation: conversation.kind,
        lineId: conversation.line_id,
        sentAt: at,
        seconds: isEdit ? null : row.seconds,
        isEdit,
      });
      for (const verdict of verdicts) {
        const hit = { row, conversation, text, isEdit, verdict };
        if (verdict.policyId === draftId) byDraft ??= hit;
        else byInForce ??= hit;
      }
    };
    look(row.text, row.sent_at, false);
    for (const { at, text } of edits) look(text, at, true);
    return [byDraft, byInForce];
  }

  onProgress({ done: 0, total });
  for (const conversation of judgedConversations(reader)) {
    let edits: ReturnType<typeof judgedEdits> | null = null;
    for (const rows of judgedPages(reader, conversation, period)) {
      edits ??= judgedEdits(reader, conversation.id);
      for (const row of rows) {
        const [byDraft, byInForce] = judge(row, conversation, edits.get(row.key) ?? none);
        if (byDraft !== undefined) samples.hits.offer(row.id, () => byDraft);
        if (byDraft !== undefined && byInForce === undefined) samples.added.offer(row.id, () => byDraft);
        if (byDraft === undefined && byInForce !== undefined) samples.gone.offer(row.id, () => byInForce);
      }
      messages += rows.length;
      onProgress({ done: messages, total });
    }
  }
  const { hits, added, gone } = samples;
  const shown = (chosen: readonly Hit[]) => chosen.map((hit) => toSample(reader, hit));
  return {
    messages,
    counts: { hits: hits.offered, added: added.offered, gone: gone.offered },
    samples: { hits: shown(hits.chosen()), added: shown(added.chosen()), gone: shown(gone.chosen()) },
  };
}

function toSample(reader: Reader, { row, conversation, text, isEdit, verdict }: Hit): BacktestSample {
  const { title, line, id } = readConversationRef(reader, conversation.id);
  return {
    messageId: row.id,
    conversationId: id,
    title,
    line: line.name,
    sender: senderOf(reader, row.id),
    direction: row.direction,
    kind: row.kind,
    sentAt: row.sent_at,
    isEdit,
    ...partAround(
      text,
      verdict.hits.map(({ span }) => span),
    ),
  };
}

/** The part of a text in which the first of some spans lies, and the spans that it shows. */
function partAround(text: string, spans: readonly Span[]): { text: string; spans: Span[] } {
  const start = text.length <= shownLength ? 0 : Math.max(0, (spans[0]?.[0] ?? 0) - shownBefore);
  const part = text.slice(start, start + shownLength).toWellFormed();
  return {
    text: part,
    spans: spans
      .filter(([from, to]) => to > from && from >= start && from < start + part.length)
      .map(([from, to]): Span => [from - start, Math.min(to - start, part.length)]),
  };
}
