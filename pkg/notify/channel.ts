/** The kinds of channels: one schema for the file of watches, and one way to send by each. */
import { z } from 'zod';
import type { Telling } from '../watch/fact.js';
import { AppriseChannel, sendApprise } from './channels/apprise/apprise.js';
import type { Send } from './channels/channel-kind.js';
import { DiscordChannel, sendDiscord } from './channels/discord/discord.js';
import { EmailChannel, sendEmail } from './channels/email/email.js';
import { NtfyChannel, sendNtfy } from './channels/ntfy/ntfy.js';
import { sendSlack, SlackChannel } from './channels/slack/slack.js';
import { sendTelegram, TelegramChannel } from './channels/telegram/telegram.js';
import { sendWebhook, WebhookChannel } from './channels/webhook/webhook.js';
import { messageOf } from './message/message.js';
import type { Outcome } from './outcome.js';
import type { WayOut } from './way-out.js';

export const ChannelSchema = z.discriminatedUnion('type', [
  EmailChannel,
  TelegramChannel,
  NtfyChannel,
  WebhookChannel,
  DiscordChannel,
  SlackChannel,
  AppriseChannel,
]);
export type Channel = z.output<typeof ChannelSchema>;
export type ChannelType = Channel['type'];

const SENDERS: { readonly [T in ChannelType]: Send<Extract<Channel, { type: T }>> } = {
  email: sendEmail,
  telegram: sendTelegram,
  ntfy: sendNtfy,
  webhook: sendWebhook,
  discord: sendDiscord,
  slack: sendSlack,
  apprise: sendApprise,
};

export const CHANNEL_TYPES = Object.keys(SENDERS) as readonly ChannelType[];

export interface ChannelSending {
  readonly name: string;
  readonly channel: Channel;
  readonly telling: Telling;
  readonly wayOut: WayOut;
  readonly signal?: AbortSignal | undefined;
}

/** One attempt. Never throws for what the other side, the network or the configuration does: that is its outcome. */
export function send({ name, channel, telling, wayOut, signal }: ChannelSending): Promise<Outcome> {
  const message = messageOf(telling, { language: channel.language, timeZone: channel.time_zone });
  const sender = SENDERS[channel.type] as Send<Channel>;
  return sender({ name, config: channel, telling, message, wayOut, signal });
}
