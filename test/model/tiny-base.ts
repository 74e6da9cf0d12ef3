import { createState } from '../../src/engine/index.ts';
import { styleLanguages } from '../../src/model/core/language.ts';
import { saveBase } from '../../src/model/net/base.ts';
import { initialParameters } from '../../src/model/net/initial.ts';
import { parametersOf } from '../../src/model/net/network.ts';
import { randomOf } from '../../src/music/index.ts';
import { TINY } from './tiny.ts';

/** A base network's file that is read and run in no time, and knows nothing. */
export function tinyBase(name = 'tiny base'): Uint8Array {
  const size = TINY;
  const network = createState(parametersOf(size), initialParameters(size, randomOf(name)));
  return saveBase({ size, network, languages: styleLanguages(), facts: {} });
}
