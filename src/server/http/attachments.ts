import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import multipart, { type Multipart } from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ROUTES } from '../../domain/api.ts';
import { UsageError } from '../../domain/errors.ts';
import { ATTACHMENT_LIMIT_BYTES, type Attachment } from '../../domain/records/attachment.ts';
import type { ServedPack } from '../follow-pack.ts';
import { type AttachmentDesk, bytesMissing, createAttachmentDesk, type Upload } from '../records/attachment-desk.ts';
import { openAttachmentFiles } from '../records/attachment-files.ts';
import { readCaller } from '../records/caller.ts';
import { findDistrict } from '../records/find-district.ts';
import { createPackPlaces } from '../records/pack-places.ts';
import type { Store } from '../store/store.ts';
import { addRoute } from './add-route.ts';
import { readByteRange } from './read-byte-range.ts';
import type { TypedApp } from './typed-app.ts';

/** Boundaries, headers and a few small fields around the file. */
const AROUND_BYTES = 64 * 1024;
const params = z.object({ id: z.string().min(1).max(200) });

export interface AttachmentsParts {
	readonly store: Store;
	readonly pack: ServedPack;
	/** Folder of the bytes; server processes on one database share it. */
	readonly dir: string;
	readonly nowMs: () => number;
	readonly onProblem: (message: string) => void;
}

/** The routes of attachments. What nobody refers to is swept when the server starts, and after removals. */
export async function registerAttachments(app: TypedApp, parts: AttachmentsParts): Promise<AttachmentDesk> {
	const { store, pack, dir, nowMs, onProblem } = parts;
	const files = await openAttachmentFiles(dir, store.log);
	if (!files.isOurs) {
		onProblem(
			`attachments: got ${dir} of another database, expected this one's; nothing unused is removed from it until its file 'log' is removed`,
		);
	}
	const desk = createAttachmentDesk({
		store,
		files,
		packPlaces: createPackPlaces(pack),
		findTown: (at) => pack.use((city) => findDistrict(city, at)),
		nowMs,
		onProblem,
	});
	await desk.sweep();
	app.addHook('onClose', () => desk.destroy());

	addRoute(app, ROUTES.attachments, async ({ query, request }) => ({
		attachments: await desk.list(query, request.identity),
	}));
	addRoute(app, ROUTES.removeAttachment, async ({ params: { id }, request }) => {
		await desk.remove(id, readCaller(request));
		return null;
	});
	const { attachmentFile } = ROUTES;
	app.get(
		attachmentFile.path,
		{ config: { access: attachmentFile.access }, schema: { params } },
		async (request, reply) => {
			const { attachment, path } = await desk.read(request.params.id, request.identity);
			return sendBytes(attachment, path, request, reply);
		},
	);
	// In a scope of its own: no other route reads multipart bodies.
	await app.register(async (scope) => {
		await scope.register(multipart, {
			limits: { fileSize: ATTACHMENT_LIMIT_BYTES, files: 1, fields: 10, fieldSize: 1024, parts: 11 },
		});
		addRoute(
			scope as unknown as TypedApp,
			ROUTES.addAttachment,
			({ query, request }) => desk.add(query, () => openUpload(request), readCaller(request)),
			{ status: 201, bodyLimit: ATTACHMENT_LIMIT_BYTES + AROUND_BYTES },
		);
	});
	return desk;
}

/** @throws UsageError `attachment/no-file`, `attachment/bad-form`; errors of multipart with their status, 413 for what is too large */
async function openUpload(request: FastifyRequest): Promise<Upload> {
	const tooLarge = () => new request.server.multipartErrors.RequestFileTooLargeError();
	if (Number(request.headers['content-length'] ?? 0) > ATTACHMENT_LIMIT_BYTES + AROUND_BYTES) throw tooLarge();
	const parts: AsyncGenerator<Multipart> = tellFormErrors(() => request.parts());
	for (let next = await parts.next(); !next.done; next = await parts.next()) {
		const part = next.value;
		if (part.type !== 'file') continue;
		return {
			stream: tellFormErrors(() => part.file),
			// A part of bytes without a name is a file too, though its type does not say so.
			fileName: (part.filename as string | undefined) ?? '',
			async checkWhole() {
				// What is too large is not read to its end.
				if (part.file.truncated) throw tooLarge();
				// Also where nothing else comes: that it was cut off is told here.
				while (!(await parts.next()).done);
			},
		};
	}
	throw new UsageError('attachment/no-file', 'attachment: got no file in the form, expected one');
}

/** What the parser says, without a status, of a form that is cut off, or is none, is the sender's fault. */
async function* tellFormErrors<T>(open: () => AsyncIterable<T>): AsyncGenerator<T> {
	try {
		yield* open();
	} catch (error) {
		if (!(error instanceof Error) || 'statusCode' in error) throw error;
		throw new UsageError('attachment/bad-form', `attachment: got ${error.message}, expected a whole multipart form`, {
			cause: error,
		});
	}
}

/** Sends bytes that no browser shows, runs or guesses at, by range when one is asked for. */
async function sendBytes(
	attachment: Attachment,
	path: string,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<FastifyReply> {
	const { sha256, bytes, mediaType, fileName } = attachment;
	const found = await stat(path).catch(() => undefined);
	if (found?.size !== bytes) throw bytesMissing(attachment);
	const etag = `"${sha256}"`;
	reply.headers({
		etag,
		'accept-ranges': 'bytes',
		'cache-control': 'private, no-cache',
		'content-disposition': `attachment; filename*=UTF-8''${encodeName(fileName)}`,
		'content-security-policy': "default-src 'none'; sandbox",
		'x-content-type-options': 'nosniff',
	});
	if (request.headers['if-none-match'] === etag) return reply.code(304).send();
	const isSame = (request.headers['if-range'] ?? etag) === etag;
	const range = isSame ? readByteRange(request.headers.range, bytes) : null;
	if (range === 'unsatisfiable') {
		return reply.code(416).header('content-range', `bytes */${bytes}`).type('text/plain').send('');
	}
	reply.type(mediaType);
	if (!range) return reply.header('content-length', bytes).send(createReadStream(path));
	const { start, end } = range;
	return reply
		.code(206)
		.headers({ 'content-range': `bytes ${start}-${end}/${bytes}`, 'content-length': end - start + 1 })
		.send(createReadStream(path, { start, end }));
}

/** RFC 5987. */
function encodeName(name: string): string {
	return encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
