import { DataError } from '../errors.ts';

/**
 * A small container for typed arrays: the format of roads.graph, buildings.ids, buildings.pages, buildings.columns and
 * addresses.idx.
 *
 *   bytes 0-3   magic "FTTA"
 *   bytes 4-7   uint32 LE: length H of the JSON header
 *   bytes 8-    JSON header, UTF-8: {kind, version, sections: {name: {type, offset, length}}, meta}
 *               `offset` counts from the start of the file, is a multiple of 8; `length` counts elements
 *   then        the sections, little-endian
 */
export type SectionArray =
	| Int8Array
	| Uint8Array
	| Uint16Array
	| Uint32Array
	| Int32Array
	| Float32Array
	| Float64Array;

const TYPES = {
	i8: Int8Array,
	u8: Uint8Array,
	u16: Uint16Array,
	u32: Uint32Array,
	i32: Int32Array,
	f32: Float32Array,
	f64: Float64Array,
} as const;
/** How the elements of a section are stored, little-endian. */
export type SectionType = keyof typeof TYPES;
/** The array that holds a section of a type. */
export type SectionArrayOf<T extends SectionType> = InstanceType<(typeof TYPES)[T]>;

interface SectionEntry {
	readonly type: SectionType;
	readonly offset: number;
	readonly length: number;
}
export interface TypedArraysHeader {
	readonly kind: string;
	readonly version: number;
	readonly sections: Readonly<Record<string, SectionEntry>>;
	/** Small JSON values that belong to the arrays. */
	readonly meta: Readonly<Record<string, unknown>>;
}

const MAGIC = 0x41_54_54_46; // "FTTA", little-endian

/** Bytes of one element. */
export function sectionElementBytes(type: SectionType): number {
	return TYPES[type].BYTES_PER_ELEMENT;
}

/** The elements that lie in `bytes`, copied. */
export function readSection<T extends SectionType>(type: T, bytes: Uint8Array): SectionArrayOf<T> {
	const Type: new (buffer: ArrayBuffer) => SectionArray = TYPES[type];
	return new Type(new Uint8Array(bytes).buffer) as SectionArrayOf<T>;
}

function typeOf(array: SectionArray): SectionType {
	for (const [name, Type] of Object.entries(TYPES)) {
		if (array instanceof Type) return name as SectionType;
	}
	throw new TypeError(`typed arrays: got ${array}, expected one of ${Object.keys(TYPES).join(', ')}`);
}

/** A container as it will stand in its file, for writers that do not want its sections copied together. */
export interface TypedArraysLayout {
	readonly byteLength: number;
	/** The header, then the sections, each a view of its array; what lies between two parts is zero. */
	readonly parts: readonly { readonly offset: number; readonly bytes: Uint8Array }[];
}

/** Lays the container out. The same arrays and meta give the same bytes. */
export function layTypedArrays(
	kind: string,
	version: number,
	arrays: Readonly<Record<string, SectionArray>>,
	meta: Readonly<Record<string, unknown>> = {},
): TypedArraysLayout {
	const align = (n: number) => Math.ceil(n / 8) * 8;
	const header = (base: number) => {
		let offset = base;
		const sections: Record<string, SectionEntry> = {};
		for (const [name, array] of Object.entries(arrays)) {
			sections[name] = { type: typeOf(array), offset, length: array.length };
			offset = align(offset + array.byteLength);
		}
		return { json: new TextEncoder().encode(JSON.stringify({ kind, version, sections, meta })), sections, end: offset };
	};
	// Offsets are part of the header, whose length shifts them: grow the base until it fits.
	let base = 4096;
	let made = header(base);
	while (made.json.length + 8 > base) {
		base = align(made.json.length + 64);
		made = header(base);
	}
	const head = new Uint8Array(8 + made.json.length);
	const view = new DataView(head.buffer);
	view.setUint32(0, MAGIC, true);
	view.setUint32(4, made.json.length, true);
	head.set(made.json, 8);
	const parts = Object.entries(arrays).map(([name, array]) => ({
		offset: (made.sections[name] as SectionEntry).offset,
		bytes: new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
	}));
	return { byteLength: made.end, parts: [{ offset: 0, bytes: head }, ...parts] };
}

/** Writes the container into one array. The same arrays and meta give the same bytes. */
export function encodeTypedArrays(
	kind: string,
	version: number,
	arrays: Readonly<Record<string, SectionArray>>,
	meta: Readonly<Record<string, unknown>> = {},
): Uint8Array {
	return joinTypedArrays(layTypedArrays(kind, version, arrays, meta));
}

/** The bytes of a layout, in one array. */
export function joinTypedArrays({ byteLength, parts }: TypedArraysLayout): Uint8Array {
	const out = new Uint8Array(byteLength);
	for (const { offset, bytes } of parts) out.set(bytes, offset);
	return out;
}

/**
 * Reads the header from the first bytes of a file.
 * @throws DataError `pack/bad-typed-arrays` on a wrong magic, kind or version, or when `head` is too short (needs H + 8 bytes).
 */
export function parseTypedArraysHeader(
	head: Uint8Array,
	kind: string,
	version: number,
	where: string,
): TypedArraysHeader {
	const header = parseHeader(head, kind, where);
	if (header.version !== version) throw wrong(where, `version ${header.version}`, `version ${version}`);
	return header;
}

/**
 * The version of a container of a kind, from the first bytes of its file.
 * @throws DataError `pack/bad-typed-arrays` on a wrong magic or kind, or when `head` is too short (needs H + 8 bytes)
 */
export function readTypedArraysVersion(head: Uint8Array, kind: string, where: string): number {
	return parseHeader(head, kind, where).version;
}

function wrong(where: string, found: unknown, expected: unknown): DataError {
	return new DataError('pack/bad-typed-arrays', `${where}: got ${found}, expected ${expected}`, {
		context: { where, found, expected },
	});
}

function parseHeader(head: Uint8Array, kind: string, where: string): TypedArraysHeader {
	if (head.byteLength < 8) throw wrong(where, `${head.byteLength} bytes`, 'at least 8 bytes');
	const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
	const magic = view.getUint32(0, true);
	if (magic !== MAGIC) throw wrong(where, `magic 0x${magic.toString(16)}`, 'magic "FTTA"');
	const length = view.getUint32(4, true);
	if (head.byteLength < 8 + length) throw wrong(where, `${head.byteLength} bytes`, `${8 + length} bytes of header`);
	let header: TypedArraysHeader;
	try {
		header = JSON.parse(new TextDecoder().decode(head.subarray(8, 8 + length)));
	} catch (cause) {
		throw new DataError('pack/bad-typed-arrays', `${where}: header is not JSON`, { context: { where }, cause });
	}
	if (header.kind !== kind) throw wrong(where, `kind ${header.kind}`, `kind ${kind}`);
	return header;
}

/** Reads a whole container; the arrays are views of `bytes` where its alignment allows, else copies. */
export function decodeTypedArrays(
	bytes: Uint8Array,
	kind: string,
	version: number,
	where: string,
): { arrays: Record<string, SectionArray>; meta: Readonly<Record<string, unknown>> } {
	const header = parseTypedArraysHeader(bytes, kind, version, where);
	const arrays: Record<string, SectionArray> = {};
	for (const [name, entry] of Object.entries(header.sections)) {
		arrays[name] = sectionArray(bytes, entry, name, where);
	}
	return { arrays, meta: header.meta };
}

function sectionArray(bytes: Uint8Array, entry: SectionEntry, name: string, where: string): SectionArray {
	const Type = TYPES[entry.type];
	if (!Type) {
		throw new DataError(
			'pack/bad-typed-arrays',
			`${where}: section ${name} has type ${entry.type}, expected ${Object.keys(TYPES).join(', ')}`,
		);
	}
	const byteLength = entry.length * Type.BYTES_PER_ELEMENT;
	if (entry.offset + byteLength > bytes.byteLength) {
		throw new DataError(
			'pack/truncated',
			`${where}: section ${name} ends at byte ${entry.offset + byteLength}, file has ${bytes.byteLength}`,
			{ context: { where, section: name, found: bytes.byteLength, expected: entry.offset + byteLength } },
		);
	}
	const start = bytes.byteOffset + entry.offset;
	const buffer =
		start % Type.BYTES_PER_ELEMENT === 0 ? bytes.buffer : bytes.slice(entry.offset, entry.offset + byteLength).buffer;
	return new Type(buffer as ArrayBuffer, buffer === bytes.buffer ? start : 0, entry.length);
}
