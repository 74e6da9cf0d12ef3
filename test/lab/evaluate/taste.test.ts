import { mean } from 'd3-array';
import { describe, expect, it } from 'vitest';
import { tasteGoals, tasteTable } from '../../../lab/evaluate/index.ts';
import { favourite, heard, voteOf, voterOf } from '../../../lab/evaluate/taste/voters.ts';
import { grammarSong } from '../../../src/corpus/index.ts';
import { randomOf } from '../../../src/music/index.ts';

const songs = Array.from({ length: 60 }, (_, seed) => grammarSong('trap', seed));
const ears = heard(songs);

describe('a voter', () => {
  const voter = voterOf(ears, randomOf('ann'));
  it('has a taste of their own, of which a tenth is the best', () => {
    const likes = songs.map(voter.likes);
    expect(mean(likes)).toBeCloseTo(0);
    expect(likes.filter((like) => like >= voter.topTenth).length).toBeCloseTo(6, -1);
    expect(songs.map(voterOf(ears, randomOf('ann')).likes)).toEqual(likes);
    expect(songs.map(voterOf(ears, randomOf('bob')).likes)).not.toEqual(likes);
  });
  it('has an opposite, who likes what they dislike', () => {
    const other = voterOf(ears, randomOf('ann'), -1);
    for (const song of songs) expect(other.likes(song)).toBeCloseTo(-voter.likes(song));
  });
  it('votes for what they like best, but for one vote in five', () => {
    const random = randomOf('votes');
    const shown = songs.slice(0, 4);
    const votes = Array.from({ length: 400 }, () => voteOf(voter, shown, random));
    // A quarter of the votes by chance hit it, too.
    expect(votes.filter((vote) => vote === favourite(voter, shown)).length / 400).toBeCloseTo(0.85, 1);
  });
});

it('a report is held against what is wanted', () => {
  const after = [0, 10, 20, 50].map((votes) => ({ votes, topTenth: 0.4, best: votes / 25, variety: 0.8 }));
  const one = { subject: 'trap', after, pairs: 0.6, truePairs: 0.7, camps: { today: 0.6, taste: 0.9 } };
  const report = { subjects: [one], voters: 3, milliseconds: 4 };
  expect(tasteGoals(report).map(({ id, reached }) => [id, reached])).toEqual([
    ['pairs', false],
    ['best', true],
    ['variety', true],
    ['camps', true],
  ]);
  expect(tasteTable(report)).toContain('✗ at least 70 % of pairs');
});
