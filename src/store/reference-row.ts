/** A reference's row. */
import { analysisJson, correctionsJson, readJson, scoresJson, toJson } from './json.ts';
import type { Prisma } from './prisma/client.ts';
import type { Reference, ReferenceAnalysis } from './rows.ts';

/** What a list needs; scores are large and asked for by themselves. */
export const referenceParts = {
  include: { consent: true },
  omit: { scores: true },
  orderBy: [{ createdAt: 'asc' as const }, { id: 'asc' as const }],
} satisfies Prisma.ReferenceFindManyArgs;
type Row = Prisma.ReferenceGetPayload<{
  include: typeof referenceParts.include;
  omit: typeof referenceParts.omit;
}>;

/** @throws `row-invalid`. Not for one that was taken back. */
export function referenceOf(row: Row): Reference {
  const { name, sha256, size, consent } = row;
  if (name === null || sha256 === null || size === null || consent === null) {
    throw new TypeError(`the reference ${row.id} was taken back`);
  }
  const analysis = row.analysis === null ? undefined : readJson(analysisJson, row.analysis, name);
  return {
    id: row.id,
    artistId: row.artistId,
    name,
    kind: row.kind,
    state: row.state,
    sha256,
    size,
    stems: row.stems,
    seconds: row.seconds,
    bpm: analysis?.bpm ?? null,
    key: analysis?.key ?? null,
    scoreCount: row.scoreCount,
    warnings: analysis?.warnings ?? [],
    hearing: analysis?.hearing ?? null,
    midi: analysis?.midi ?? null,
    picture: row.picture === null ? null : { sha256: row.picture, alt: analysis?.alt ?? '' },
    heardBy: row.heardBy,
    corrections: row.corrections === null ? [] : readJson(correctionsJson, row.corrections, name),
    revision: row.revision,
    keptFrom: row.keptFrom,
    consent: { memberId: consent.memberId, wording: consent.wording, givenAt: consent.givenAt },
    createdAt: row.createdAt,
  };
}

/** The columns of what was found: all of them, so that nothing of what was found before stays. */
export function analysed(found: ReferenceAnalysis) {
  const { state, seconds, bpm, key, scores, warnings = [], hearing, midi, picture, heardBy } = found;
  if (state === 'ready' && scores.length === 0) throw new RangeError('a ready reference has scores');
  return {
    state,
    seconds,
    analysis: toJson(analysisJson, {
      ...{ bpm, key, warnings: [...warnings] },
      ...(hearing && { hearing }),
      ...(midi && { midi }),
      ...(picture && { alt: picture.alt }),
    }),
    scores: toJson(scoresJson, [...scores]),
    scoreCount: scores.length,
    picture: picture?.sha256 ?? null,
    heardBy: heardBy ?? null,
  };
}
