/**
 * The port to a file of the city pack: a local file, an HTTP range, or memory. The only way pack bytes come in.
 * `read` returns exactly `length` bytes or fails with a DataError (`pack/truncated`) or UnavailableError.
 */
export interface ByteSource {
	/** Says which file this is in messages, e.g. `buildings.fgb`. */
	readonly name: string;
	/** Size in bytes. */
	size(signal?: AbortSignal): Promise<number>;
	read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array>;
}

/** Opens the files of one pack by their name in pack.json. */
export type OpenFile = (name: string) => ByteSource;
