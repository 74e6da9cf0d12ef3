/** Who asks, and where the answer goes. */

/** Who asks, and in which server. The ids are Discord's snowflakes, or names of the terminal's own. */
export interface Asker {
  readonly serverId: string;
  readonly userId: string;
  /** Whether Discord lets the asker manage the server: such members may act for owners who are not there. */
  readonly managesServer?: boolean;
  /** What they go by there, for the picture of a battle that they enter. */
  readonly name?: string;
}

/**
 * The message that a job's progress and result are shown in. A job of the terminal has none. A message shows one
 * job: whoever files a second one for the same message is given the ticket of the first, so that a request that
 * arrives twice is done once.
 */
export interface MessagePlace {
  readonly channelId: string;
  readonly messageId: string;
  /** Edits the message without any permission, for 15 minutes. */
  readonly interactionToken?: string;
  readonly tokenExpiresAt?: Date;
}

/** Where a job's message is to be posted: a job that started by itself has none at first. */
export interface MessageOpening {
  readonly channelId: string;
  /** The message that it answers. */
  readonly replyToId?: string;
  /** Posts without any permission, until it expires. */
  readonly interactionToken?: string;
  readonly tokenExpiresAt?: Date;
}
