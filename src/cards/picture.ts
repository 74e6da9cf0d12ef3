/** A picture, and what is in it for those who cannot see it. */
export interface Picture {
  readonly png: Uint8Array;
  /** At most 1,024 characters. */
  readonly alt: string;
}
