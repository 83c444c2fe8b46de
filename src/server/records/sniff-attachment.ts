import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { DataError } from '../../domain/errors.ts';
import { ATTACHMENT_TYPES, type Attachment } from '../../domain/records/attachment.ts';

/** The same types under other names. */
const ALIASES: Readonly<Record<string, Attachment['mediaType']>> = {
	'audio/x-m4a': 'audio/mp4',
	'audio/x-wav': 'audio/wav',
	'audio/vnd.wave': 'audio/wav',
	'image/heif': 'image/heic',
};
/** Readers of PDF look for its beginning this far in; browsers look no further for HTML. */
const HEAD_BYTES = 4096;
/** End record of a ZIP archive and its longest comment. */
const ZIP_END_BYTES = 22;
const TAIL_BYTES = ZIP_END_BYTES + 0xffff;
const ZIP_END_MARK = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const MARKUP = /<(?:!doctype\s+html|html|head|body|script|iframe|svg|\?php)[\s>]/i;

/**
 * What a file is by its bytes, whatever it is called. One that other programs would take for a page, a script, a document or an archive as
 * well is refused. Cost: reads some 70 KB of it.
 * @throws DataError `attachment/type-refused`
 */
export async function sniffAttachment(path: string, bytes: number): Promise<Attachment['mediaType']> {
	const mime = (await fileTypeFromFile(path).catch(() => undefined))?.mime;
	const known = ALIASES[mime ?? ''] ?? ATTACHMENT_TYPES.find((type) => type === mime);
	if (!known) throw refuse(mime ?? 'a file of unknown type');
	const file = await open(path, 'r');
	try {
		const read = async (from: number, length: number) => {
			const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
			return buffer.subarray(0, bytesRead);
		};
		const head = (await read(0, Math.min(HEAD_BYTES, bytes))).toString('latin1');
		if (MARKUP.test(head)) throw refuse(`${known} with markup in it`);
		if (known !== 'application/pdf' && head.includes('%PDF-')) throw refuse(`${known} that is a PDF too`);
		const length = Math.min(TAIL_BYTES, bytes);
		if (endsAsZip(await read(bytes - length, length))) throw refuse(`${known} that is an archive too`);
	} finally {
		await file.close();
	}
	return known;
}

/** Whether an archive's end record is there whose comment reaches to the end of the file. */
function endsAsZip(tail: Buffer): boolean {
	for (let at = tail.lastIndexOf(ZIP_END_MARK); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(ZIP_END_MARK, at - 1)) {
		if (at + ZIP_END_BYTES > tail.length) continue;
		if (at + ZIP_END_BYTES + tail.readUInt16LE(at + ZIP_END_BYTES - 2) === tail.length) return true;
	}
	return false;
}

function refuse(got: string): DataError {
	return new DataError(
		'attachment/type-refused',
		`attachment: got ${got}, expected one of ${ATTACHMENT_TYPES.join(', ')}, and nothing else`,
		{ context: { got, expected: [...ATTACHMENT_TYPES] } },
	);
}
