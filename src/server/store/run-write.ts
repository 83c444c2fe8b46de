import { setTimeout as wait } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { ConflictError } from '../../domain/errors.ts';
import { appendEvents } from './append-events.ts';
import type { WriteContext, WriteTx } from './store.ts';
import { asStoreError, isRetryAsked } from './store-error.ts';
import { openTx } from './write-tx.ts';

const ATTEMPTS = 8;
const FIRST_WAIT_MS = 5;

/**
 * One write: work in one transaction, its events appended at the end; again when the database asks for it. A COMMIT whose answer was lost is
 * told as UnavailableError: whether it happened is settled by asking again under the same idempotency key.
 * @throws UnavailableError `store/unavailable`, ConflictError `http/idempotency-key-reused`, what `work` throws
 */
export async function runWrite<T>(
	pool: Pool,
	context: WriteContext,
	nowMs: () => number,
	work: (tx: WriteTx) => Promise<T>,
): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await tryWrite(pool, context, nowMs, work);
		} catch (error) {
			if (!isRetryAsked(error) || attempt === ATTEMPTS) throw asStoreError(error);
			await wait(FIRST_WAIT_MS * 2 ** (attempt - 1) * Math.random());
		}
	}
}

async function tryWrite<T>(
	pool: Pool,
	context: WriteContext,
	nowMs: () => number,
	work: (tx: WriteTx) => Promise<T>,
): Promise<T> {
	const client = await pool.connect();
	let broken: unknown;
	try {
		await client.query('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE');
		const given = await claimKey(client, context);
		if (given) {
			await client.query('COMMIT');
			return given.answer as T;
		}
		const open = openTx(client, context, nowMs());
		const answer = await work(open.tx);
		await saveAnswer(client, context, answer);
		await appendEvents(client, open, context);
		await client.query('COMMIT');
		return answer;
	} catch (error) {
		await client.query('ROLLBACK').catch((lost: unknown) => {
			broken = lost;
		});
		throw error;
	} finally {
		// A connection that cannot even roll back is not lent again.
		client.release(broken !== undefined);
	}
}

/** Takes the key for this transaction; waits while another one holds it. Gives the answer that was given under it before. */
async function claimKey(
	client: PoolClient,
	{ by, idempotency }: WriteContext,
): Promise<{ answer: unknown } | undefined> {
	if (!idempotency) return undefined;
	const { key, request } = idempotency;
	const claim = await client.query(
		`INSERT INTO idempotency (actor_kind, actor_id, key, request) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		[by.kind, by.id, key, request],
	);
	if (claim.rowCount === 1) return undefined;
	const { rows } = await client.query<{ request: string; answer: string | null }>(
		'SELECT request, answer FROM idempotency WHERE actor_kind = $1 AND actor_id = $2 AND key = $3',
		[by.kind, by.id, key],
	);
	const [kept] = rows;
	// Cleaned away in between: as good as never used.
	if (!kept) return claimKey(client, { by, from: '', idempotency });
	if (kept.request !== request) {
		throw new ConflictError(
			'http/idempotency-key-reused',
			`Idempotency-Key: got ${key} again with another request, expected a key of its own for each request`,
		);
	}
	return { answer: kept.answer === null ? undefined : JSON.parse(kept.answer) };
}

async function saveAnswer(client: PoolClient, { by, idempotency }: WriteContext, answer: unknown): Promise<void> {
	if (!idempotency) return;
	await client.query('UPDATE idempotency SET answer = $4 WHERE actor_kind = $1 AND actor_id = $2 AND key = $3', [
		by.kind,
		by.id,
		idempotency.key,
		answer === undefined ? null : JSON.stringify(answer),
	]);
}

/** Forgets answers older than seven days. */
export async function cleanIdempotency(pool: Pool): Promise<void> {
	await pool.query(`DELETE FROM idempotency WHERE made_at < now() - interval '7 days'`);
}
