/**
 * A page for the practice room, on 127.0.0.1: whoever has its key acts as the members of the room, and sees what they see.
 * The server side is here; `browser/` is what the page loads, TypeScript as it is (types are taken out when it is served)
 * with preact, htm and wavesurfer.js from npm, and no bundler. Both speak the messages of `protocol.ts` over one
 * WebSocket. The page keeps nothing that a reload would lose.
 */
export type { PageStatus } from './protocol.ts';
export { openPage, type Page, type PageOptions } from './server.ts';
export { createTour, type Tour, type TourMemory, type TourPlan } from './tour.ts';
