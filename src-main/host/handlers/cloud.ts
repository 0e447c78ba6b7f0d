import type { CloudAccount } from '#host/archive/cloud-accounts.ts';
import {
  readHistoryProgress,
  readNotices,
  readRemainders,
  readTemplates,
} from '#host/archive/platform-facts.ts';
import { countUptakes } from '#host/archive/webhooks.ts';
import { webhookPath } from '#host/connectors/whatsapp-cloud/receiver.ts';
import type { cloudContract } from '#shared/contract/cloud.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import type { HostContext } from './context.ts';

export function cloudHandlers({ session }: HostContext): Handlers<typeof cloudContract> {
  return {
    'cloud.account': ({ lineId }) => {
      const { cloud } = session().lines;
      const account = cloud.account(lineId);
      return {
        account: account === undefined ? null : toView(account),
        pathPassedAt: account?.path_passed_at ?? null,
        lastWebhookAt: account?.last_webhook_at ?? null,
        lastRefusal: account === undefined ? null : cloud.lastRefusal(account.port),
      };
    },
    'cloud.test': async ({ lineId, publicUrl }, signal) => ({
      steps: await session().lines.cloud.test(lineId, publicUrl, signal),
    }),
    'cloud.facts': ({ lineId }) => {
      const { lines, archive } = session();
      const account = lines.cloud.account(lineId);
      if (account === undefined) throw new AtalayaError('not-found');
      const { reader } = archive;
      return {
        history: readHistoryProgress(reader, account.phone_number_id),
        templates: readTemplates(reader, account.waba_id),
        notices: readNotices(reader, account.waba_id),
        ...readRemainders(reader),
        takenIn: countUptakes(reader, lineId),
      };
    },
    'cloud.save': async ({ lineId, ...details }) => {
      await session().lines.cloud.save(lineId, { ...details, graphUrl: null });
      return {};
    },
  };
}

/** The account without its secrets. */
function toView(account: CloudAccount) {
  return {
    phoneNumberId: account.phone_number_id,
    wabaId: account.waba_id,
    port: account.port,
    localUrl: `http://127.0.0.1:${account.port}${webhookPath}`,
    publicUrl: account.public_url,
    verifyToken: account.verify_token,
    appSecret: { setAt: account.app_secret_at, endsIn: ending(account.app_secret) },
    accessToken: { setAt: account.access_token_at, endsIn: ending(account.access_token) },
  };
}

/** The last characters of a secret, so that somebody can tell which it is; none of a short one. */
function ending(secret: string): string {
  return secret.length < 16 ? '' : secret.slice(-4);
}
