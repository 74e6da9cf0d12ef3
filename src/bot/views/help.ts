/** How to get from nothing to a beat. */
import type { View } from '../command.ts';
import { lines, small } from './words.ts';

export function helpView(): View {
  return {
    content: lines(
      '**A beat in your own sound**',
      '1. `/artist create` makes an artist that you own.',
      '2. `/reference add` hands over tracks that you made or may train on; best are six or more MIDI loops.',
      '3. A minute later it learns from them by itself; `/train` does so at once.',
      '4. `/beat` makes four takes; vote for one with its button. Press it again to take the vote back.',
      small('No references yet? `/beat style:trap` works at once. `seed` makes the same beat again.'),
      small('`/artist lyrics` measures how you rap, and `/beat` leaves it room.'),
      small('Beatwright learns only from what you hand over. `/reference remove` takes a track back.'),
    ),
  };
}
