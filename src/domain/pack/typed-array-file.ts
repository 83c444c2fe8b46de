import { DataError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import {
	parseTypedArraysHeader,
	type SectionArray,
	type SectionEntry,
	type TypedArraysHeader,
} from './typed-arrays.ts';

const HEAD_BYTES = 16 * 1024;

/** A container of typed arrays of which only parts are read. */
export interface TypedArrayFile {
	readonly header: TypedArraysHeader;
	/** Elements start .. end of a u32 or u8 section, copied. @throws DataError `pack/truncated`, `pack/bad-typed-arrays` */
	readU32(section: string, start: number, end: number, signal?: AbortSignal): Promise<Uint32Array>;
	readU8(section: string, start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
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
	const entryOf = (section: string, type: SectionEntry['type']): SectionEntry => {
		const entry = header.sections[section];
		if (entry?.type === type) return entry;
		throw new DataError(
			'pack/bad-typed-arrays',
			`${source.name}: section ${section}: got type ${entry?.type ?? 'none'}, expected ${type}`,
			{ context: { file: source.name, section } },
		);
	};
	const read = async (
		section: string,
		type: 'u8' | 'u32',
		start: number,
		end: number,
		signal?: AbortSignal,
	): Promise<Uint8Array<ArrayBuffer>> => {
		const entry = entryOf(section, type);
		if (start < 0 || end < start || end > entry.length) {
			throw new DataError(
				'pack/damaged',
				`${source.name}: section ${section}: got elements ${start} to ${end}, expected within ${entry.length}`,
				{ context: { file: source.name, section } },
			);
		}
		const bytes = type === 'u8' ? 1 : 4;
		return new Uint8Array(await source.read(entry.offset + start * bytes, (end - start) * bytes, signal));
	};
	return {
		header,
		lengthOf: (section) => header.sections[section]?.length ?? 0,
		readU8: (section, start, end, signal) => read(section, 'u8', start, end, signal),
		readU32: async (section, start, end, signal) =>
			new Uint32Array((await read(section, 'u32', start, end, signal)).buffer),
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
		file.readU32(`${name}Start`, 0, file.lengthOf(`${name}Start`), signal),
		file.readU8(`${name}Bytes`, 0, file.lengthOf(`${name}Bytes`), signal),
	]);
	const decoder = new TextDecoder();
	const texts: string[] = [];
	for (let i = 0; i + 1 < start.length; i++) texts.push(decoder.decode(bytes.subarray(start[i], start[i + 1])));
	return texts;
}
