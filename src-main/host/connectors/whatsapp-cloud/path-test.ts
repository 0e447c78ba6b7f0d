import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { PathProblem, PathStep, PathStepResult } from '#shared/model/cloud.ts';
import { webhookPath } from './receiver.ts';

const longestStep = 15_000;
const mostUnderWay = 16;
const testBody = z.object({ atalaya_path_test: z.string() });

/** What a test is made with. */
export interface PathTestOptions {
  /** The address that Meta is given. */
  readonly publicUrl: URL;
  readonly verifyToken: string;
  readonly appSecret: string;
  readonly signal: AbortSignal;
}

/** Sends requests the way Meta does, and knows them again when they arrive. */
export interface PathTests {
  run(options: PathTestOptions): Promise<PathStepResult[]>;
  /** Sends the signed request alone. */
  send(options: Omit<PathTestOptions, 'verifyToken'>): Promise<PathStepResult>;
  /** Whether a body that came is one that a test sent; it holds no message. */
  arrived(body: Uint8Array): boolean;
}

/** The address of the webhook: whoever enters only the tunnel's name means our path on it. */
export function webhookAddress(entered: string): URL | null {
  const url = URL.parse(entered);
  if (url !== null && url.pathname === '/') url.pathname = webhookPath;
  return url;
}

/** Keeps the tests that are under way. */
export function createPathTests(): PathTests {
  const underWay = new Map<string, boolean>();

  async function send({
    publicUrl,
    appSecret,
    signal,
  }: Omit<PathTestOptions, 'verifyToken'>): Promise<PathStepResult> {
    const nonce = randomBytes(16).toString('hex');
    const body = JSON.stringify({ atalaya_path_test: nonce });
    const signature = createHmac('sha256', appSecret).update(body).digest('hex');
    underWay.set(nonce, false);
    try {
      const answer = await ask(publicUrl, signal, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
        body,
      });
      if (answer.problem !== null) return failed('signed', answer.problem, null);
      if (answer.status !== 200) return failed('signed', problemOf(answer.status, 'signed'), answer.status);
      return underWay.get(nonce) === true ? passed('signed') : failed('signed', 'elsewhere', 200);
    } finally {
      underWay.delete(nonce);
    }
  }

  return {
    async run(options) {
      if (underWay.size >= mostUnderWay) return [failed('reachable', 'busy', null)];
      const { publicUrl, verifyToken, signal } = options;
      if (publicUrl.protocol !== 'https:' && !isLoopback(publicUrl))
        return [failed('reachable', 'not-https', null)];
      const first = await ask(publicUrl, signal, {});
      if (first.problem !== null) return [failed('reachable', first.problem, null)];
      if (nothingBehind.has(first.status)) return [failed('reachable', 'nothing-behind', first.status)];
      const challenge = randomBytes(8).readBigUInt64BE().toString();
      const check = new URL(publicUrl);
      check.searchParams.set('hub.mode', 'subscribe');
      check.searchParams.set('hub.verify_token', verifyToken);
      check.searchParams.set('hub.challenge', challenge);
      const answer = await ask(check, signal, {});
      const steps = [passed('reachable')];
      if (answer.problem !== null) return [...steps, failed('verified', answer.problem, null)];
      if (answer.status !== 200)
        return [...steps, failed('verified', problemOf(answer.status, 'verified'), answer.status)];
      if (answer.text !== challenge) return [...steps, failed('verified', 'elsewhere', 200)];
      return [...steps, passed('verified'), await send(options)];
    },
    send,
    arrived(body) {
      if (underWay.size === 0 || body.length > 200) return false;
      const parsed = testBody.safeParse(parse(body));
      if (!parsed.success || !underWay.has(parsed.data.atalaya_path_test)) return false;
      underWay.set(parsed.data.atalaya_path_test, true);
      return true;
    },
  };
}

const passed = (step: PathStep): PathStepResult => ({ step, problem: null, status: null });
const failed = (step: PathStep, problem: PathProblem, status: number | null): PathStepResult => ({
  step,
  problem,
  status,
});

const isLoopback = ({ hostname }: URL): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);

/** What tunnels and relays answer when what they lead to does not. */
const nothingBehind: ReadonlySet<number> = new Set([502, 503, 504, 521, 522, 523, 530]);

function problemOf(status: number, step: PathStep): PathProblem {
  if (nothingBehind.has(status)) return 'nothing-behind';
  if (step === 'verified' && status === 403) return 'wrong-token';
  if (step === 'signed' && status === 401) return 'wrong-signature';
  return 'elsewhere';
}

const longestAnswer = 4_096;

type Answer =
  | { readonly problem: null; readonly status: number; readonly text: string }
  | { readonly problem: PathProblem };

async function ask(url: URL, signal: AbortSignal, init: RequestInit): Promise<Answer> {
  try {
    const limits = AbortSignal.any([signal, AbortSignal.timeout(longestStep)]);
    const response = await fetch(url, { ...init, redirect: 'manual', signal: limits });
    const text = await beginningOf(response);
    return { problem: null, status: response.status, text };
  } catch (error) {
    signal.throwIfAborted();
    return { problem: isCertificate(error) ? 'certificate' : 'unreachable' };
  }
}

async function beginningOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes: Uint8Array = chunk;
    chunks.push(bytes);
    size += bytes.length;
    if (size > longestAnswer) break;
  }
  return Buffer.concat(chunks).toString();
}

function isCertificate(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /CERT|SIGNATURE|SSL|TLS/.test(code);
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return null;
  }
}
