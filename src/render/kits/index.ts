/** The kits, one for each style. */
import type { Style } from '../../music/index.ts';
import type { Kit } from '../kit.ts';
import { trap } from './trap.ts';

export function kitOf(_style: Style): Kit {
  return trap;
}
