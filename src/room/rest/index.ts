/**
 * The room's HTTP side: Discord's REST API v10 under `/api/v10` and its CDN. Requests are read, befallen by faults,
 * judged by hooks, authorised, counted against rate limits, routed, logged and answered here.
 */
export { createRest, type RestHost } from './server.ts';
