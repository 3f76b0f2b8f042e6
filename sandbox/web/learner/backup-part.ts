/** What the browser keeps for the reader, one kind of it: the file that takes everything along is made of such parts. */

export interface BackupPart {
  /** Key in the file, e.g. `drafts`. */
  name: string;
  /** Of the part's own format; a file with a higher one comes from a newer Flaskroom and is not read. */
  version: number;
  /** What is kept now, as plain JSON. */
  save(): Promise<unknown>;
  /**
   * Takes over what `save` once gave, beside what is kept already: the newer of two wins. Resolves to a sentence for the
   * reader that says what came, empty where there was nothing. Rejects with an `Error` for the reader, and has changed
   * nothing, where `data` is damaged.
   */
  restore(data: unknown): Promise<string>;
}
