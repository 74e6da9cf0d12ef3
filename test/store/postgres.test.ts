import { storePromises } from './on-database.ts';

storePromises('PostgreSQL');
