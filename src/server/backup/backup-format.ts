import { z } from 'zod';

/**
 * A backup is one gzip file of lines: the header; for each table its name, then its rows, one JSON object a line; for each attachment its
 * hash, then its bytes in lines of base64; at the end the counts and the SHA-256 of all lines before.
 */
export const BACKUP_FORMAT = 1;

export const backupHeaderSchema = z.object({
	fengtuBackup: z.number().int(),
	madeAtMs: z.number(),
	/** The log it was taken of, and its newest number. */
	log: z.string(),
	seq: z.number().int(),
	/** Names of the migrations that made its tables, in order. */
	migrations: z.array(z.string()).min(1),
});
export type BackupHeader = z.infer<typeof backupHeaderSchema>;

/** Begins a part; what follows up to the next belongs to it. */
export const partSchema = z.discriminatedUnion('part', [
	z.object({ part: z.literal('table'), name: z.string().regex(/^[a-z_][a-z0-9_]*$/) }),
	z.object({
		part: z.literal('attachment'),
		sha256: z.string().regex(/^[0-9a-f]{64}$/),
		bytes: z.number().int(),
	}),
	z.object({
		part: z.literal('end'),
		tables: z.record(z.string(), z.number().int()),
		attachments: z.number().int(),
		sha256: z.string(),
	}),
]);
export type BackupPart = z.infer<typeof partSchema>;

/** What a backup holds. */
export interface BackupSummary {
	readonly header: BackupHeader;
	/** Rows of each table. */
	readonly tables: Readonly<Record<string, number>>;
	readonly attachments: number;
}

/** Rows and pieces of files begin so, parts and header do not. */
export const ROW_MARK = ' ';

/** Tables that are not taken along: who was signed in, the name of the log, and what only counts for minutes. */
export const LEFT_OUT = ['sessions', 'oidc_states', 'sign_in_failures', 'log_identity', 'migrations'];
