/**
 * Stems of one song as one file, so that they are kept, told apart and erased as every reference is: a ZIP that only
 * stores, and is the same bytes for the same stems. Nobody but Beatwright makes it, so it is read without suspicion.
 */
export interface PackedStem {
  /** As it was uploaded. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** ZIP keeps no time before 1980. */
const TIME = new Date(1980, 0, 1);

export async function packStems(stems: readonly PackedStem[]): Promise<Uint8Array> {
  const { zipSync } = await import('fflate');
  // In folders of their own: names may be alike, and they keep their order.
  const files = stems.map(({ name, bytes }, i) => [`${i + 1}/${name}`, bytes] as const);
  return zipSync(Object.fromEntries(files), { level: 0, mtime: TIME });
}

export async function unpackStems(bytes: Uint8Array): Promise<PackedStem[]> {
  const { unzipSync } = await import('fflate');
  return Object.entries(unzipSync(bytes)).map(([path, file]) => ({
    name: path.slice(path.indexOf('/') + 1),
    bytes: file,
  }));
}
