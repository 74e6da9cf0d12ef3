/** What many wishes have in common, and what is given for them. */

/** A file that is fetched when its turn comes. */
export interface FileToAdd {
  readonly name: string;
  /** @throws BeatwrightError why it cannot be had. */
  read(): Promise<Uint8Array>;
}

export interface JobTicket {
  readonly jobId: string;
}
