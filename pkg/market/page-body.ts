/** A fetched page: its bytes, and its text when somebody asks for it. Decoding megabytes of which a tenth is read is waste. */

export class PageBody {
  readonly bytes: Buffer;
  /** UTF-8, whatever the page says of itself inside. */
  readonly isUtf8: boolean;
  readonly #decoder: InstanceType<typeof TextDecoder>;
  #text: string | undefined;

  /** `decoder`: of the charset that the answer names. @default UTF-8 */
  constructor(bytes: Buffer, decoder = new TextDecoder()) {
    this.bytes = bytes;
    this.#decoder = decoder;
    this.isUtf8 = decoder.encoding === 'utf-8';
  }

  get text(): string {
    return (this.#text ??= this.#decoder.decode(this.bytes));
  }
}
