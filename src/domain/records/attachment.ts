import { z } from 'zod';
import { recordMetaSchema } from './meta.ts';

/** What may be attached: photos, plans, sound of a call, tables. Found out from the bytes, never from the name. */
export const ATTACHMENT_TYPES = [
	'image/jpeg',
	'image/png',
	'image/webp',
	'image/heic',
	'application/pdf',
	'audio/mpeg',
	'audio/wav',
	'audio/mp4',
	'video/mp4',
] as const;

/** A file that belongs to a record. The bytes lie under their hash, once. */
export const attachmentSchema = recordMetaSchema.extend({
	/** SHA-256 of the bytes, hex. */
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	bytes: z.number().int().positive(),
	mediaType: z.enum(ATTACHMENT_TYPES),
	/** As the sender named it; only shown. */
	fileName: z.string().max(200),
	of: z.object({
		collection: z.enum(['incident', 'keyUnit', 'plan', 'task', 'water', 'station', 'note']),
		id: z.string().max(200),
	}),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** Largest file that is taken: a plan scanned at 600 dpi, a minute of video. */
export const ATTACHMENT_LIMIT_BYTES = 50 * 1024 * 1024;
