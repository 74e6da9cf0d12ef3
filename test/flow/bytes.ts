/** Text as bytes of old alphabets, which Node can only read. */
const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** @throws RangeError for a character that the alphabet lacks. */
export function bytesIn(encoding: string, text: string): Uint8Array {
  if (encoding.startsWith('utf-16')) {
    const bytes = Buffer.from(text, 'utf16le');
    return encoding === 'utf-16be' ? bytes.swap16() : bytes;
  }
  const table = tables.get(encoding) ?? tableOf(encoding);
  tables.set(encoding, table);
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const bytes = table.get(character);
      if (bytes === undefined) throw new RangeError(`${encoding} has no ${character}`);
      return bytes;
    }),
  );
}

function tableOf(encoding: string): Map<string, readonly number[]> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const table = new Map<string, readonly number[]>();
  const note = (...bytes: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes));
      if ([...text].length === 1 && !table.has(text)) table.set(text, bytes);
    } catch {
      // These bytes are no character.
    }
  };
  const all = Array.from({ length: 256 }, (_, byte) => byte);
  for (const byte of all) note(byte);
  for (const lead of all.slice(128)) for (const trail of all.slice(64)) note(lead, trail);
  return table;
}
