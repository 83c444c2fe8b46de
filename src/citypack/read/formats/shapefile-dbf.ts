import { DataError } from '../../../domain/errors.ts';
import type { TextValues } from './shapefile-text.ts';

/** A column of a DBF table. */
interface DbfField {
	/** C text, N and F numbers as text, D date, L yes or no, I integer, B and O doubles; others are read as text. */
	readonly type: string;
	/** From the row's first byte, which marks deleted rows. */
	readonly at: number;
	readonly length: number;
}

/** What the head of a DBF says. */
export interface DbfHeader {
	readonly rows: number;
	readonly headerBytes: number;
	readonly rowBytes: number;
	readonly languageByte: number;
	readonly fields: readonly DbfField[];
	/** Names of the fields, in the encoding of the text. */
	readonly nameBytes: readonly Buffer[];
}

const FIELD_BYTES = 32;
const FIELDS_END = 0x0d;
const DELETED = 0x2a;
const SPACE = 0x20;

/** Length of the head of a DBF by its first 32 bytes. @throws DataError `input/not-dbf` */
export function dbfHeaderBytes(start: Buffer, file: string): number {
	const version = start[0] ?? 0;
	const bytes = start.length < 32 ? 0 : start.readUInt16LE(8);
	// dBase III to 5, FoxPro, with or without memo file.
	const known = [0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8b, 0x8e, 0xf5].includes(version);
	if (known && bytes > 32) return bytes;
	throw new DataError(
		'input/not-dbf',
		`${file}: got version ${version} and a head of ${bytes} bytes, expected a DBF table`,
		{
			context: { file },
		},
	);
}

/** Reads the head of a DBF. @throws DataError `input/damaged` */
export function readDbfHeader(head: Buffer, file: string): DbfHeader {
	const fields: DbfField[] = [];
	const nameBytes: Buffer[] = [];
	const rowBytes = head.readUInt16LE(10);
	const wideText = sumLengths(head, false) + 1 !== rowBytes && sumLengths(head, true) + 1 === rowBytes;
	let end = 1;
	for (let at = FIELD_BYTES; at + FIELD_BYTES <= head.length && head[at] !== FIELDS_END; at += FIELD_BYTES) {
		const nameEnd = head.subarray(at, at + 11).indexOf(0);
		nameBytes.push(trimmed(head, at, at + (nameEnd < 0 ? 11 : nameEnd)));
		const length = fieldLength(head, at, wideText);
		fields.push({ type: String.fromCharCode(head[at + 11] as number), at: end, length });
		end += length;
	}
	if (fields.length === 0 || end > rowBytes) {
		throw new DataError(
			'input/damaged',
			`${file}: got ${fields.length} fields of ${end} bytes in all, expected some, within a row of ${rowBytes} bytes`,
			{ context: { file, fields: fields.length, rowBytes } },
		);
	}
	return {
		rows: head.readUInt32LE(4),
		headerBytes: head.length,
		rowBytes,
		languageByte: head[29] as number,
		fields,
		nameBytes,
	};
}

/** Text wider than 255 bytes has its length's upper byte where numbers have their decimals. */
function fieldLength(head: Buffer, at: number, wideText: boolean): number {
	const isText = head[at + 11] === 'C'.charCodeAt(0);
	return (head[at + 16] as number) + (wideText && isText ? (head[at + 17] as number) * 256 : 0);
}

function sumLengths(head: Buffer, wideText: boolean): number {
	let sum = 0;
	for (let at = FIELD_BYTES; at + FIELD_BYTES <= head.length && head[at] !== FIELDS_END; at += FIELD_BYTES) {
		sum += fieldLength(head, at, wideText);
	}
	return sum;
}

/** Names of the fields; one that is there before gets a number, as names are cut at ten bytes. */
export function nameFields(header: DbfHeader, text: TextValues): string[] {
	const names: string[] = [];
	for (const bytes of header.nameBytes) {
		const name = text.read(bytes);
		let own = name;
		for (let n = 1; names.includes(own); n++) own = `${name}_${n}`;
		names.push(own);
	}
	return names;
}

/** Whether the row that begins there is marked as deleted. */
export function isDeletedRow(bytes: Buffer, row: number): boolean {
	return bytes[row] === DELETED;
}

/** The attributes of the row that begins at byte `row`; blank = null. */
export function readDbfRow(
	bytes: Buffer,
	row: number,
	fields: readonly DbfField[],
	names: readonly string[],
	text: TextValues,
): Record<string, unknown> {
	const properties: Record<string, unknown> = {};
	for (let i = 0; i < fields.length; i++) {
		properties[names[i] as string] = readValue(bytes, row, fields[i] as DbfField, text);
	}
	return properties;
}

function readValue(bytes: Buffer, row: number, field: DbfField, text: TextValues): unknown {
	const at = row + field.at;
	if (field.length === 4 && field.type === 'I') return bytes.readInt32LE(at);
	if (field.length === 8 && (field.type === 'B' || field.type === 'O')) return bytes.readDoubleLE(at);
	const value = trimmed(bytes, at, at + field.length);
	if (value.length === 0) return null;
	switch (field.type) {
		case 'N':
		case 'F':
			return readNumber(value.toString('latin1'));
		case 'D':
			return readDate(value.toString('latin1'));
		case 'L':
			return readLogical(value.toString('latin1'));
		default:
			return text.read(value);
	}
}

/** '****' is what writers put where a number did not fit. Whole numbers beyond 2^53 stay exact; what is no number stays text. */
function readNumber(value: string): number | bigint | string | null {
	if (value.startsWith('*')) return null;
	const number = Number(value.replace(',', '.'));
	if (Number.isNaN(number)) return value;
	return Number.isInteger(number) && !Number.isSafeInteger(number) && /^[+-]?\d+$/.test(value) ? BigInt(value) : number;
}

function readDate(value: string): Date | string | null {
	if (/^0*$/.test(value)) return null;
	const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(value) ?? [];
	const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
	return Number.isNaN(date.getTime()) ? value : date;
}

function readLogical(value: string): boolean | null {
	if (/^[TtYy]$/.test(value)) return true;
	return /^[FfNn]$/.test(value) ? false : null;
}

/** The text values of whole rows, trimmed, those that are blank left out. */
export function* textValues(header: DbfHeader, rows: Buffer): Generator<Buffer> {
	const fields = header.fields.filter(({ type }) => type === 'C');
	for (let row = 0; row + header.rowBytes <= rows.length; row += header.rowBytes) {
		for (const { at, length } of fields) {
			const value = trimmed(rows, row + at, row + at + length);
			if (value.length > 0) yield value;
		}
	}
}

/** Without spaces and NULs at either end: they fill a field up. */
function trimmed(bytes: Buffer, start: number, end: number): Buffer {
	let from = start;
	let to = end;
	while (to > from && (bytes[to - 1] === SPACE || bytes[to - 1] === 0)) to--;
	while (from < to && bytes[from] === SPACE) from++;
	return bytes.subarray(from, to);
}
