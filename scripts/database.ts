/**
 * `npm run database`, also run by `npm ci`: makes the image that new embedded databases are unpacked from, which takes
 * some seconds and a gigabyte of memory. Without it the first start makes it.
 */
import { makeImage } from '../src/store/cluster.ts';

const { path, isNew } = await makeImage();
console.log(`${isNew ? 'Made' : 'There is already'} ${path}`);
