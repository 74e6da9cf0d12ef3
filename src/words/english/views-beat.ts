/** What Discord messages show of beats, and of what can be had and made of their takes. */
import { count, listed } from '../text.ts';

export const views = {
  beat: {
    title: ({ sound, member }: { sound: string; member: string }) => `${sound} for ${member}`,
    bars: ({ bars }: { bars: number }) => count(bars, 'bar'),
    masters: { quiet: 'quiet', loud: 'loud', own: 'as loud as its tracks' },
    seconds: ({ seconds }: { seconds: number }) => `${seconds.toFixed(1)} s`,
    heavy: ({ takes }: { takes: readonly string[] }) =>
      `There is no room in this message for the audio of ${takes.length === 1 ? 'take' : 'takes'} ${listed(takes)}. Ask for fewer bars to hear every take.`,
    /** The beat that it was made of; the address stands by itself, or is not known. */
    parent: ({ seed, link }: { seed: number; link: string | undefined }) =>
      `Comes from the beat with seed ${seed}${link === undefined ? '' : `: ${link}`}`,
    buttons: { more: 'Four more', keep: 'Keep the winner', remove: 'Remove' },
    kept: ({ artist, take, left }: { artist: string; take: string; left: number }) =>
      `Take ${take} is a reference of ${artist} now, shown as kept. \`/train\` learns from it. ${left === 0 ? 'No more can be kept until there are more references of its own.' : `${count(left, 'more take')} can be kept.`}`,
    /** What the takes were checked for; the lines are joined. */
    checked: ({ references }: { references: number }) => `Checked against ${count(references, 'reference')}`,
    melodyOwn: 'no four bars of melody in common',
    closest: ({ parts }: { parts: readonly string[] }) => `closest two bars: ${parts.join(', ')}`,
    rewritten: ({ takes }: { takes: number }) => `${count(takes, 'take')} rewritten after coming too close`,
    origin: ({ seed, version, sounds }: { seed: number; version: number | undefined; sounds: number }) =>
      `seed ${seed} · ${version === undefined ? 'plain style' : `generator v${version}`}${sounds === 0 ? '' : ` · ${count(sounds, 'own sound')}`}`,
    /** For those who cannot hear or see the file; `facts` say of what beat it is. */
    midi: ({ take, facts }: { take: string; facts: readonly string[] }) =>
      `Take ${take} as MIDI, one track per part: ${facts.join(', ')}`,
    audio: ({ take, facts }: { take: string; facts: readonly string[] }) =>
      `Take ${take} as audio: ${facts.join(', ')}`,
  },
  myBeats: {
    nothing: 'You have not asked for a beat on this server yet. Try `/beat style:trap`.',
    title: 'Your last beats. A button shows one again, to you alone:',
    show: ({ place }: { place: number }) => `Show ${place}`,
  },
  rework: {
    placeholder: 'Change a take: new drums, new bass, …',
    more: 'More like a take …',
    options: {
      drums: { label: 'new drums', description: 'bass, chords and melody stay' },
      bass: { label: 'new bass', description: 'drums, chords and melody stay' },
      chords: { label: 'new chords', description: 'drums, bass and melody stay' },
      melody: { label: 'new melody', description: 'drums, bass and chords stay' },
      light: { label: 'more like this', description: 'four takes close to it' },
      strong: { label: 'a little like this', description: 'four takes further away from it' },
    },
  },
  download: {
    placeholder: 'Get files: stems, WAV, Ogg or a song',
    options: {
      stems: { label: 'Stems', description: 'a ZIP with each part as FLAC, and the MIDI' },
      wav: { label: 'WAV', description: 'the whole loop in 24 bit' },
      ogg: { label: 'Ogg', description: 'the whole loop in a small file' },
      song: { label: 'Song', description: 'intro, verses, hooks and outro, with MIDI' },
    },
    title: ({ sound, take, name, member }: { sound: string; take: string; name: string; member: string }) =>
      `${sound} · take ${take}: ${name} for ${member}`,
    notes: {
      stems: 'Every part starts at bar 1. Together they are the mix before mastering.',
      wav: 'Loops without a gap. Tempo and key are in the file.',
      ogg: 'Loops without a gap. Tempo and key are in the file.',
      song: 'Intro, verse, hook, verse, hook and outro are marked as chapters.',
    },
    flac: 'This is FLAC, which is lossless too: a WAV of this length does not fit into a message.',
    alt: ({ take, sound, name, format }: { take: string; sound: string; name: string; format: string }) =>
      `Take ${take} of ${sound}: ${name}, ${format}`,
  },
};
