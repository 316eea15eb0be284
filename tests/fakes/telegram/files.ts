/** A file that a person sent. */
export interface StoredFile {
  /** Under /file/bot<token>/. */
  readonly path: string;
  readonly bytes: Buffer;
  /** In bytes; what is said of it, whatever is there. */
  readonly size: number;
}

/** The files that people sent, by their ids. */
export class Files {
  readonly #byId = new Map<string, StoredFile>();

  /** Takes a file in and gives its id. */
  add(folder: string, extension: string, bytes: Buffer, size = bytes.length): string {
    const number = this.#byId.size + 1;
    const id = `AwACAgIAAxkBAAIB${String(number).padStart(8, "0")}`;
    this.#byId.set(id, { path: `${folder}/file_${number}.${extension}`, bytes, size });
    return id;
  }

  get(id: string): StoredFile | undefined {
    return this.#byId.get(id);
  }

  /** The file at a path. */
  at(path: string): StoredFile | undefined {
    return [...this.#byId.values()].find((file) => file.path === path);
  }
}
