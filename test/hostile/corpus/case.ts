/** One hostile input: the door that it comes to, what it is, and its bytes or text. */
export interface Hostile {
  readonly kind: 'midi' | 'audio' | 'zip' | 'soundfont' | 'kit' | 'lyrics' | 'name';
  readonly what: string;
  readonly make: () => Uint8Array | string | Promise<Uint8Array | string>;
}
