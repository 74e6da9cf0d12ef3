import { randomBytes } from 'node:crypto';

/** 32 characters that survive URLs, being read aloud and a change of case. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new row's id: 16 characters, 80 random bits. */
export function newId(): string {
  return Array.from(randomBytes(16), (byte) => ALPHABET[byte & 31]).join('');
}
