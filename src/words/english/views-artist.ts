/** What Discord messages show of artists and of their lyrics. */
import { count, listed, number, percent, tempo } from '../text.ts';

export const views = {
  artist: {
    created: ({ owner, artist }: { owner: string; artist: string }) => `${owner} created ${artist}.`,
    createdNext: 'Add a few tracks with `/reference add`, then run `/train`.',
    owner: ({ owner }: { owner: string }) => `Owner: ${owner}`,
    /** `more`: how many there are besides those named. */
    collaborators: ({ members, more }: { members: readonly string[]; more: number }) =>
      `Collaborators: ${withMore(members, more)}`,
    style: ({ style, isSaid }: { style: string; isSaid: boolean }) =>
      `Starting style: ${style}, ${isSaid ? 'as was set' : 'by ear'}`,
    references: ({ ready, unclear, unread }: { ready: number; unclear: number; unread: number }) =>
      `References: ${[
        `${ready} ready`,
        ...(unclear === 0 ? [] : [`${unclear} not usable yet (too unclear)`]),
        ...(unread === 0 ? [] : [`${unread} being analysed`]),
      ].join(', ')}`,
    tempo: ({ slowest, fastest }: { slowest: number; fastest: number }) =>
      `Tempo: ${slowest === fastest ? tempo(slowest) : `${number(slowest)}–${tempo(fastest)}`}`,
    keys: ({ keys }: { keys: string }) => `Keys: ${keys}`,
    /** `ago` is when, such as `3 days ago`; `fit` is `views.training.fit`. */
    generator: ({ version, ago, fit }: { version: number; ago: string; fit: string | undefined }) =>
      `Generator v${version}, trained ${ago}${fit === undefined ? '' : `: ${fit}`}`,
    versions: 'Versions:',
    /** `date` only in a list to pick from; `state` is one of `states`. */
    version: ({
      version,
      date,
      references,
      loss,
      state,
    }: {
      version: number;
      date: string | undefined;
      references: number;
      loss: number | undefined;
      state: string | undefined;
    }) =>
      [
        `v${version}`,
        ...(date === undefined ? [] : [date]),
        count(references, 'reference'),
        ...(loss === undefined ? [] : [`loss ${loss.toFixed(2)}`]),
        ...(state === undefined ? [] : [state]),
      ].join(' · '),
    states: { used: 'in use', retired: 'retired' },
    older: ({ versions }: { versions: number }) => `and ${versions} older`,
    next: {
      add: 'Next: add tracks with `/reference add`.',
      wait: 'Training starts by itself in a moment.',
      retrain:
        'A reference was removed, so what was learned from it is no longer used. Next: `/train` learns from the others.',
      train: 'Next: `/train` learns this sound.',
      style: 'Next: `/train` learns it from the style that is set now.',
      update: ({ references }: { references: number }) =>
        `${count(references, 'new reference')}: \`/train\` learns from ${references === 1 ? 'it' : 'them'}.`,
    },
    list: {
      title: 'Artists on this server',
      none: 'There are no artists here yet. Create one with `/artist create`.',
      ready: ({ artist }: { artist: string }) => `${artist} · ready for \`/beat\``,
      untrained: ({ artist }: { artist: string }) => `${artist} · not trained yet`,
      more: ({ shown }: { shown: number }) =>
        `These are the first ${shown}. \`/artist show\` finds the others as you type.`,
    },
    alone: ({ owner, artist }: { owner: string; artist: string }) =>
      `Only ${owner} can add references to ${artist} and train it now.`,
    together: ({ members, more, artist }: { members: readonly string[]; more: number; artist: string }) =>
      `${withMore(members, more)} can add references to ${artist} and train it.`,
    rolledBack: ({ artist, version }: { artist: string; version: number }) =>
      `${artist} uses generator v${version} from now on.`,
    rollForward: ({ version }: { version: number }) =>
      `To return to v${version}, run \`/artist rollback\` again. The next training makes a new version.`,
    renamed: ({ before, artist }: { before: string; artist: string }) =>
      `${before} is called ${artist} from now on.`,
    offered: ({ artist, owner, member }: { artist: string; owner: string; member: string }) =>
      `${member}, do you want to take over ${artist} from ${owner}? Its owner decides about its references, sound and collaborators.`,
    notOffered: ({ artist, owner }: { artist: string; owner: string }) =>
      `${artist} stays with ${owner}; nobody else can take it over now.`,
    accepted: ({ artist, owner }: { artist: string; owner: string }) => `${artist} belongs to ${owner} now.`,
    deleting: ({ artist }: { artist: string }) => `Delete ${artist} for good? With it go:`,
    deletingWhat: ({ references, versions }: { references: number; versions: number }) =>
      `${count(references, 'reference')}, ${count(versions, 'version')} of its sound, its lyrics’ figures, and all its beats with their takes and votes. Nobody can bring them back; messages in Discord stay until you delete them there.`,
    deleted: ({ artist }: { artist: string }) => `${artist} is deleted.`,
    buttons: { accept: 'Yes, take it over', delete: 'Delete for good' },
    autoTrainOn: ({ artist }: { artist: string }) =>
      `Training of ${artist} starts by itself, a minute after the last upload.`,
    autoTrainOff: ({ artist }: { artist: string }) => `${artist} is trained only when you run \`/train\`.`,
    styleSet: ({ artist, style }: { artist: string; style: string }) => `${artist} starts from ${style}.`,
    styleByEar: ({ artist }: { artist: string }) =>
      `The style of ${artist} is found by ear whenever it is trained.`,
    /** Where what was learned started from another style. */
    styleTrains: 'In a minute, training starts by itself and learns its references anew.',
    styleNext: 'Run `/train` to learn its references anew.',
    tasteOn: 'Votes shape its beats; `/artist taste` shows how.',
    tasteOff: 'Votes do not shape its beats.',
    privateOn: 'Names and pictures of its references are shown to its owner and collaborators only.',
    privateOff: 'Everyone on this server can see its references.',
  },
  lyrics: {
    form: {
      title: ({ artist }: { artist: string }) => `Lyrics of ${artist}`,
      label: 'One line per bar',
      description: ({ wording }: { wording: string }) => `By sending them, you confirm: “${wording}”.`,
      placeholder: '[Verse 1] and (ad-libs) are left out',
    },
    measured: ({ artist, lines, adLibs }: { artist: string; lines: number; adLibs: number }) =>
      `Measured the flow of ${artist} from ${count(lines, 'line')}${adLibs === 0 ? '' : `, leaving out ${count(adLibs, 'ad-lib')}`}.`,
    followed: '`/beat` follows it from now on; `flow:False` makes one beat without it.',
    kept: 'Only these figures are kept, with who sent the lyrics and when; the lyrics are not. Send new ones to replace the figures, or use `remove:True` to delete them.',
    removed: ({ artist }: { artist: string }) =>
      `What was measured from the lyrics of ${artist} is deleted; \`/beat\` no longer follows it.`,
    pace: ({
      syllables,
      low,
      high,
      bpm,
      time,
      perSecond,
    }: {
      syllables: number;
      low: number;
      high: number;
      bpm: number;
      time: 'one line a bar' | 'double time' | 'half time';
      perSecond: number;
    }) =>
      `Flow: ${number(Math.round(10 * syllables) / 10)} syllables per line${low < high ? ` (mostly ${low}–${high})` : ''}; at ${tempo(bpm)}, ${TIMES[time]}, ${perSecond.toFixed(1)} syllables per second`,
    rhymes: ({ facts }: { facts: readonly string[] }) => `Rhymes: ${facts.join('; ')}`,
    /** `longest`: syllables of the longest rhyme, 0 without any. */
    multi: ({ share, longest }: { share: number; longest: number }) =>
      `${percent(share)} of syllables in multi-syllable rhymes${longest > 0 ? ` (longest: ${longest})` : ''}`,
    /** `shares`: percentages of the rhymes in each quarter of a line, which is a beat where a line takes one bar. */
    places: ({ isBar, shares }: { isBar: boolean; shares: readonly string[] }) =>
      `falling on ${isBar ? 'beats 1–4' : 'the quarters of a line'}: ${shares.join(' · ')} %`,
    scheme: ({ scheme }: { scheme: string }) => `scheme ${scheme}`,
    stressed: ({ share }: { share: number }) => `${percent(share)} of lines end on a stressed syllable`,
    unrhymed: ({ share }: { share: number }) => `${percent(share)} have no rhyme nearby`,
    onlyEnglish: 'Rhymes are only measured in English lyrics.',
  },
};

const TIMES = {
  'one line a bar': 'one line per bar',
  'double time': 'double time with two lines per bar',
  'half time': 'half time with one line over two bars',
};

function withMore(members: readonly string[], more: number): string {
  return listed(more === 0 ? members : [...members, `${more} more`]);
}
