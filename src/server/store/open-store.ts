import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { describeError } from '../../domain/errors.ts';
import { createPool } from './create-pool.ts';
import { followChanges } from './follow-changes.ts';
import { createListener, TOLD_CHANNEL } from './listener.ts';
import { migrate } from './migrate.ts';
import { withPatience } from './patience.ts';
import { listRecords, readChanges, readEvents, readRecord, readSeq } from './read-records.ts';
import { cleanIdempotency, runWrite } from './run-write.ts';
import type { Store } from './store.ts';
import { askDatabase } from './store-error.ts';

/** Connections for writing: they queue for one lock, so few are enough, and those that read never wait for them. */
const WRITERS = 6;
const READERS = 10;
const CLEAN_EVERY_MS = 3_600_000;
const CHECK_WITHIN_MS = 3_000;
/** Beyond so many on their way, what is told is left out: the database is slow, and it would be old. */
const MOST_TELLING = 100;
const LONGEST_NOTIFY_BYTES = 7_999;

export interface StoreOptions {
	/** postgresql://user:password@host:port/database */
	readonly url: string;
	readonly nowMs: () => number;
	/** Hears what went wrong with the connections and mends itself; the same is not told again until it worked in between. */
	readonly onProblem?: (message: string) => void;
}

/**
 * Opens the records in a PostgreSQL >= 15, making or renewing the tables.
 * @throws UnavailableError `store/unavailable`
 */
export async function openStore({ url, nowMs, onProblem = () => {} }: StoreOptions): Promise<Store> {
	await migrate(url);
	let told = '';
	let closing: Promise<void> | undefined;
	const tellProblem = (error: unknown) => {
		const message = describeError(error);
		if (message === told || closing) return;
		told = message;
		onProblem(`store: got ${message}, expected a sound connection to the database; trying again`);
	};
	const pool = createPool(url, READERS, tellProblem);
	const writers = createPool(url, WRITERS, tellProblem);
	const endPools = () => Promise.all([pool.end(), writers.end()]);

	const opened = await askDatabase(async () => {
		await cleanIdempotency(pool).catch(tellProblem);
		return { log: await readLogName(pool), seq: await readSeq(pool) };
	}).catch(async (error: unknown) => {
		await endPools();
		throw error;
	});

	const mine = randomBytes(6).toString('hex');
	const hearers = new Map<string, Set<(text: string) => void>>();
	const follower = followChanges({
		seq: opened.seq,
		readChanges: (since, limit) => readChanges(pool, since, limit),
		onProblem: (error) => onProblem(`store: got ${describeError(error)} from a listener, expected it to return`),
	});
	const listener = createListener(url, {
		onWake: () => {
			told = '';
			follower.wake();
		},
		onTold(payload) {
			const [, from, channel = '', text = ''] = /^(\w+) (\S+) (.*)$/s.exec(payload) ?? [];
			if (from === undefined || from === mine) return;
			for (const hear of hearers.get(channel) ?? []) hear(text);
		},
		onProblem: tellProblem,
	});
	await listener.ready;
	const cleaning = setInterval(() => void cleanIdempotency(pool).catch(tellProblem), CLEAN_EVERY_MS);
	cleaning.unref();
	let telling = 0;

	return {
		log: opened.log,
		pool,
		async write(context, work) {
			const answer = await runWrite(writers, context, nowMs, work);
			follower.wake();
			return answer;
		},
		read: (collection, id) => askDatabase(() => readRecord(pool, collection, id)),
		list: (collection, filter) => askDatabase(() => listRecords(pool, collection, filter)),
		readSeq: () => askDatabase(() => readSeq(pool)),
		readChanges: (since, limit) => askDatabase(() => readChanges(pool, since, limit)),
		readEvents: (filter) => askDatabase(() => readEvents(pool, filter)),
		onChanges: follower.onChanges,
		tell(channel, text) {
			const payload = `${mine} ${channel} ${text}`;
			if (!listener.hasPeers() || telling >= MOST_TELLING) return;
			if (Buffer.byteLength(payload) > LONGEST_NOTIFY_BYTES || text.includes('\0')) {
				tellProblem(`${payload.length} characters to tell on ${channel}: left out`);
				return;
			}
			telling++;
			pool
				.query('SELECT pg_notify($1, $2)', [TOLD_CHANNEL, payload])
				.catch(tellProblem)
				.finally(() => telling--);
		},
		onTold(channel, hear) {
			const own = (text: string) => hear(text);
			const those = hearers.get(channel) ?? new Set();
			hearers.set(channel, those.add(own));
			return () => those.delete(own);
		},
		check: () =>
			withPatience(pool.query('SELECT 1'), CHECK_WITHIN_MS, 'no answer').then(
				() => true,
				() => false,
			),
		close() {
			closing ??= (async () => {
				clearInterval(cleaning);
				await listener.close();
				await follower.close();
				await endPools();
			})();
			return closing;
		},
	};
}

/** The name of the log in a database, given when it is first opened. */
async function readLogName(pool: Pool): Promise<string> {
	await pool.query('INSERT INTO log_identity (log) VALUES ($1) ON CONFLICT DO NOTHING', [randomUUID()]);
	const { rows } = await pool.query<{ log: string }>('SELECT log FROM log_identity');
	return rows[0]?.log ?? '';
}
