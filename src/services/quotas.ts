/** How much one member and one server may have and ask for, so that there is enough left for everybody else. */
import type { Store } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';
import type { JobKind } from '../worker/kinds/index.ts';
import type { Asker } from './asker.ts';

/** What one may have; of what is absent, as much as one likes. */
export interface Quota {
  /** Requests that have not ended; files that came together are one. */
  readonly jobs?: number;
  /** Beats asked for within an hour that did not fail. */
  readonly beatsAnHour?: number;
  readonly artists?: number;
  /** References that were handed over and not taken back. */
  readonly references?: number;
  /** What the files of these and the sounds of kits weigh together. */
  readonly bytes?: number;
  /** Battles that they started and that are under way. */
  readonly battles?: number;
}

export interface Quotas {
  /** Of each member in each server. */
  readonly member: Quota;
  readonly server: Quota;
}

/** What is checked against what. */
interface Held {
  readonly store: Store;
  readonly quotas: Quotas | undefined;
}

const HOUR_MS = 3600_000;

/** Those to whom a quota belongs, the closest first. */
function holders({ serverId, userId }: Asker, { member, server }: Quotas) {
  return [
    { whose: 'member', quota: member, of: { serverId, memberId: userId } },
    { whose: 'server', quota: server, of: { serverId } },
  ] as const;
}

/**
 * @param count how many are asked for at once
 * @throws BeatwrightError `limit-jobs`, `limit-beats`: no other job will do now.
 */
export async function checkMayAsk({ store, quotas }: Held, kind: JobKind, who: Asker, count = 1) {
  if (quotas === undefined) return;
  for (const { whose, quota, of } of holders(who, quotas)) {
    const { jobs: most, beatsAnHour } = quota;
    if (most !== undefined && (await store.usage.of(of)).jobs + count > most) {
      throw new BeatwrightError('limit-jobs', { whose, most });
    }
    if (kind !== 'beat' || beatsAnHour === undefined) continue;
    const place = Math.max(1, beatsAnHour - count + 1);
    const oldest = await store.usage.latest({ ...of, kind, place });
    const seconds = oldest === undefined ? 0 : (oldest.getTime() + HOUR_MS - Date.now()) / 1000;
    if (seconds > 0) throw new BeatwrightError('limit-beats', { whose, most: beatsAnHour, seconds });
  }
}

/** @throws BeatwrightError `limit-artists`: no other artist will do now. */
export async function checkMayCreate({ store, quotas }: Held, who: Asker) {
  if (quotas === undefined) return;
  for (const { whose, quota, of } of holders(who, quotas)) {
    const { artists: most } = quota;
    if (most !== undefined && (await store.usage.of(of)).artists >= most) {
      throw new BeatwrightError('limit-artists', { whose, most });
    }
  }
}

/**
 * What is known before the files are fetched: how many they are. What a ZIP holds and what they weigh counts from then on,
 * so one request may go beyond the quota and the next may not.
 * @throws BeatwrightError `limit-references`, `limit-bytes`: so many will not do now.
 */
export async function checkMayAdd({ store, quotas }: Held, who: Asker, files: number) {
  if (quotas === undefined) return;
  for (const { whose, quota, of } of holders(who, quotas)) {
    const has = await store.usage.of(of);
    const { references: most } = quota;
    if (most !== undefined && has.references + files > most) {
      throw new BeatwrightError('limit-references', { whose, most, has: has.references, files });
    }
  }
  await checkMayStore({ store, quotas }, who);
}

/**
 * The same of any files, the sounds of kits too.
 * @throws BeatwrightError `limit-bytes`: no more will do now.
 */
export async function checkMayStore({ store, quotas }: Held, who: Asker) {
  if (quotas === undefined) return;
  for (const { whose, quota, of } of holders(who, quotas)) {
    const { bytes: most } = quota;
    if (most !== undefined && (await store.usage.of(of)).bytes >= most) {
      throw new BeatwrightError('limit-bytes', { whose, most });
    }
  }
}

/** @throws BeatwrightError `limit-battles`: no other battle will do now. */
export async function checkMayHost({ store, quotas }: Held, who: Asker) {
  if (quotas === undefined) return;
  for (const { whose, quota } of holders(who, quotas)) {
    const { battles: most } = quota;
    if (most === undefined) continue;
    const whoever = whose === 'member' ? { hostId: who.userId } : {};
    const open = await store.battles.list({ serverId: who.serverId, isOpen: true, most, ...whoever });
    if (open.length >= most) throw new BeatwrightError('limit-battles', { whose, most });
  }
}
