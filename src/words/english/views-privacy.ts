/** What Discord messages show of what is kept, and of erasing it. */
import { count, listed } from '../text.ts';

export const views = {
  receipt: {
    counted: ({
      artists,
      references,
      generators,
      lyrics,
      beats,
      votes,
    }: {
      artists: number;
      references: number;
      generators: number;
      lyrics: number;
      beats: number;
      votes: number;
    }) => {
      const facts = [
        some(artists, 'artist'),
        some(references, 'reference'),
        some(generators, 'generator'),
        some(lyrics, 'measured flow'),
        some(beats, 'beat'),
        some(votes, 'vote'),
      ].flatMap((fact) => fact ?? []);
      return facts.length === 0 ? 'There was nothing to erase.' : `Erased: ${listed(facts)}.`;
    },
    number: ({ id }: { id: string }) => `Receipt ${id}. It names nobody.`,
  },
  deleteBeat: {
    title: 'Delete this beat',
    confirm: ({ subject }: { subject: string }) => `Delete the beat of ${subject}`,
    description: 'Its takes, files and votes go for good.',
    yes: 'Yes, delete it',
    done: ({ subject }: { subject: string }) =>
      `The beat of ${subject} is deleted. Delete its message too: Discord keeps the files in it.`,
  },
};

function some(number: number, what: string): string | undefined {
  return number === 0 ? undefined : count(number, what);
}
