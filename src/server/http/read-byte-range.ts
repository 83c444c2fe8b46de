/** A range of bytes, both ends included. */
export interface ByteRange {
	readonly start: number;
	readonly end: number;
}

/**
 * The one range a header asks for of so many bytes; null = the whole: none is asked for, several are, or it is not one (RFC 9110, 14.2:
 * what is not understood is not there).
 */
export function readByteRange(header: string | undefined, bytes: number): ByteRange | 'unsatisfiable' | null {
	const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
	if (first === '' && last === '') return null;
	if (first === '') {
		const length = Math.min(Number(last), bytes);
		return length === 0 ? 'unsatisfiable' : { start: bytes - length, end: bytes - 1 };
	}
	const start = Number(first);
	const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
	if (last !== '' && Number(last) < start) return null;
	return start >= bytes ? 'unsatisfiable' : { start, end };
}
