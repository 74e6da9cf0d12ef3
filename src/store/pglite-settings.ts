/** PostgreSQL's own defaults are for a server: a small cache and a short log do for one process. */
export const SETTINGS = ['shared_buffers=16MB', 'min_wal_size=32MB', 'max_wal_size=64MB', 'timezone=UTC'];
