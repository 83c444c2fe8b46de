import { DataError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import {
	parseTypedArraysHeader,
	readSection,
	type SectionArray,
	type SectionArrayOf,
	type SectionType,
	sectionElementBytes,
	type TypedArraysHeader,
} from './typed-arrays.ts';

const HEAD_BYTES = 16 * 1024;

/** A container of typed arrays of which only parts are read. */
export interface TypedArrayFile {
	readonly header: TypedArraysHeader;
	/**
	 * Elements start .. end (excluded) of a section, copied.
	 * @throws DataError `pack/truncated`, `pack/damaged` for elements that are not there, `pack/bad-typed-arrays` for a
	 *   section that is not there or of another type
	 */
	read<T extends SectionType>(
		section: string,
		type: T,
		start: number,
		end: number,
		signal?: AbortSignal,
	): Promise<SectionArrayOf<T>>;
	/** Number of elements of a section. */
	lengthOf(section: string): number;
}

/**
 * Opens a container for reading in parts. Cost: one read of 16 kB.
 * @throws DataError `pack/bad-typed-arrays`, `pack/truncated`
 */
export async function openTypedArrayFile(
	source: ByteSource,
	kind: string,
	version: number,
	signal?: AbortSignal,
): Promise<TypedArrayFile> {
	const size = await source.size(signal);
	let head = await source.read(0, Math.min(size, HEAD_BYTES), signal);
	if (head.byteLength >= 8) {
		const needed = 8 + new DataView(head.buffer, head.byteOffset, 8).getUint32(4, true);
		if (needed > head.byteLength && needed <= size) head = await source.read(0, needed, signal);
	}
	const header = parseTypedArraysHeader(head, kind, version, source.name);
	return {
		header,
		lengthOf: (section) => header.sections[section]?.length ?? 0,
		read: async (section, type, start, end, signal) => {
			const entry = header.sections[section];
			if (entry?.type !== type) {
				throw new DataError(
					'pack/bad-typed-arrays',
					`${source.name}: section ${section}: got type ${entry?.type ?? 'none'}, expected ${type}`,
					{ context: { file: source.name, section } },
				);
			}
			if (start < 0 || end < start || end > entry.length) {
				throw new DataError(
					'pack/damaged',
					`${source.name}: section ${section}: got elements ${start} to ${end}, expected within ${entry.length}`,
					{ context: { file: source.name, section } },
				);
			}
			const size = sectionElementBytes(type);
			return readSection(type, await source.read(entry.offset + start * size, (end - start) * size, signal));
		},
	};
}

/** Lists of text as two sections: `<name>Start` (u32, one more than texts) and `<name>Bytes` (u8, UTF-8). */
export function encodeTexts(name: string, texts: readonly string[]): Record<string, SectionArray> {
	const encoder = new TextEncoder();
	const encoded = texts.map((text) => encoder.encode(text));
	const start = new Uint32Array(texts.length + 1);
	for (const [i, bytes] of encoded.entries()) start[i + 1] = (start[i] as number) + bytes.length;
	const joined = new Uint8Array(start[texts.length] as number);
	for (const [i, bytes] of encoded.entries()) joined.set(bytes, start[i] as number);
	return { [`${name}Start`]: start, [`${name}Bytes`]: joined };
}

/** Reads a list written by encodeTexts. */
export async function readTexts(file: TypedArrayFile, name: string, signal?: AbortSignal): Promise<string[]> {
	const [start, bytes] = await Promise.all([
		file.read(`${name}Start`, 'u32', 0, file.lengthOf(`${name}Start`), signal),
		file.read(`${name}Bytes`, 'u8', 0, file.lengthOf(`${name}Bytes`), signal),
	]);
	const decoder = new TextDecoder();
	const texts: string[] = [];
	for (let i = 0; i + 1 < start.length; i++) texts.push(decoder.decode(bytes.subarray(start[i], start[i + 1])));
	return texts;
}
