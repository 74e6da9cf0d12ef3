/** The menu under a beat that asks for takes like one of it. */
import { type MenuFamily, MORE_LIKE_PREFIX } from '../src/bot/index.ts';
import { menu as rework } from './rework.ts';

export const menu: MenuFamily = { ...rework, prefix: MORE_LIKE_PREFIX };
