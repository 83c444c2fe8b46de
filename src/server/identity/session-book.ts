import type { PoolClient } from 'pg';
import { UnavailableError } from '../../domain/errors.ts';
import type { Change } from '../../domain/records/change.ts';
import type { User } from '../../domain/records/user.ts';
import type { Store } from '../store/store.ts';
import { askDatabase } from '../store/store-error.ts';
import { deriveCsrfToken, hashSecret, makeId, makeSecret } from './secrets.ts';
import { identifyUser, type SignIn } from './sign-in.ts';

/** How long sessions live. */
export interface SessionLimits {
	/** From the sign-in on, whatever happens: a shift. */
	readonly absoluteMs: number;
	/** Without a request and without a line to the feed. */
	readonly idleMs: number;
}
export const SESSION_LIMITS: SessionLimits = { absoluteMs: 12 * 3_600_000, idleMs: 2 * 3_600_000 };

/** A look-up is good for so long; what ends a session is told to all processes besides. */
const FRESH_MS = 1000;
/** That a session was seen is written down no oftener. */
const SEEN_EVERY_MS = 60_000;
const CHANNEL = 'sessions';
/** Ids of 32 signs that one message to other processes holds with room to spare. */
const IDS_A_MESSAGE = 150;

/** A session as its owner sees it. */
export interface ListedSession {
	readonly id: string;
	readonly userId: string;
	readonly createdAtMs: number;
	readonly lastSeenAtMs: number;
	readonly expiresAtMs: number;
	readonly from: string;
	readonly device: string;
}

/** The sessions of people who signed in. Kept in the database, looked up by the hash of their cookie. */
export interface SessionBook {
	/** A new session; `cookie` is told this once. */
	open(user: User, from: string, device: string): Promise<{ cookie: string; id: string }>;
	/** Whose cookie it is; null = nobody's, or no longer. @throws UnavailableError `store/unavailable`, when it was never looked up before */
	find(cookie: string): Promise<SignIn | null>;
	list(userId: string): Promise<ListedSession[]>;
	findById(id: string): Promise<ListedSession | undefined>;
	end(id: string): Promise<void>;
	/** Takes a user's sessions away in a transaction; `announceEnded` once it is committed. `except` = the one that goes on. */
	deleteOfUser(client: PoolClient, userId: string, except: string | null): Promise<string[]>;
	announceEnded(ids: readonly string[]): void;
	/** What is known of it is looked up anew when it is asked for next. */
	refresh(id: string): void;
	/** Whether a session that was found here still holds; by what this process knows, without asking. */
	isAlive(id: string): boolean;
	/** The same; one that holds counts as in use now: a wall display asks nothing for hours, and must not go dark in an incident. */
	keepAlive(id: string): boolean;
	/** Calls back with the id of each session that ended or whose rights changed. Returns its undo. */
	onEnded(listener: (id: string) => void): () => void;
	/** Ends what ran out, here and in the database; hears of what other processes ended even if the message was lost. */
	sweep(): Promise<void>;
	close(): void;
}

interface Row extends ListedSession {
	readonly mustChange: boolean;
}

/** What this process knows of a session. */
interface Entry {
	readonly id: string;
	readonly hash: string;
	readonly userId: string;
	readonly expiresAtMs: number;
	lastSeenAtMs: number;
	savedSeenAtMs: number;
	readAtMs: number;
	signIn: SignIn;
}

const COLUMNS = `id, user_id AS "userId", created_at_ms AS "createdAtMs", last_seen_at_ms AS "lastSeenAtMs",
	expires_at_ms AS "expiresAtMs", came_from AS "from", device`;

/** Opens the book over a store. `close` gives back its listeners. */
export function createSessionBook(store: Store, nowMs: () => number, limits: SessionLimits): SessionBook {
	const byHash = new Map<string, Entry>();
	const byId = new Map<string, Entry>();
	const reading = new Map<string, Promise<Entry | null>>();
	const listeners = new Set<(id: string) => void>();

	const tellEnded = (id: string) => {
		for (const listener of listeners) listener(id);
	};
	const forget = (id: string) => {
		const entry = byId.get(id);
		if (!entry) return;
		byId.delete(id);
		byHash.delete(entry.hash);
		tellEnded(id);
	};
	const isOver = (entry: Entry, now: number) => now >= entry.expiresAtMs || now >= entry.lastSeenAtMs + limits.idleMs;

	async function readEntry(cookie: string, hash: string): Promise<Entry | null> {
		const { rows } = await askDatabase(() =>
			store.pool.query<Row>(
				`SELECT ${COLUMNS}, must_change AS "mustChange" FROM sessions JOIN credentials USING (user_id) WHERE secret_hash = $1`,
				[Buffer.from(hash, 'hex')],
			),
		);
		const [row] = rows;
		const user = row && (await store.read('user', row.userId));
		const known = byHash.get(hash);
		if (!row || !user || user.isDisabled) {
			if (known) forget(known.id);
			return null;
		}
		const entry: Entry = {
			id: row.id,
			hash,
			userId: row.userId,
			expiresAtMs: row.expiresAtMs,
			lastSeenAtMs: Math.max(row.lastSeenAtMs, known?.lastSeenAtMs ?? 0),
			savedSeenAtMs: row.lastSeenAtMs,
			readAtMs: nowMs(),
			signIn: {
				identity: identifyUser(user, row.id),
				csrfToken: deriveCsrfToken(cookie),
				expiresAtMs: row.expiresAtMs,
				mustChangePassword: row.mustChange,
			},
		};
		byHash.set(hash, entry);
		byId.set(entry.id, entry);
		return entry;
	}

	/** Many requests at once ask the database once. */
	function readOnce(cookie: string, hash: string): Promise<Entry | null> {
		const going = reading.get(hash);
		if (going) return going;
		const read = readEntry(cookie, hash).finally(() => reading.delete(hash));
		reading.set(hash, read);
		return read;
	}

	async function findEntry(cookie: string): Promise<Entry | null> {
		const hash = hashSecret(cookie).toString('hex');
		const known = byHash.get(hash);
		if (known && Math.abs(nowMs() - known.readAtMs) < FRESH_MS) return known;
		try {
			return await readOnce(cookie, hash);
		} catch (error) {
			// While the database is away nobody can end a session either: who is known goes on seeing the map.
			if (known && error instanceof UnavailableError) return byHash.get(hash) ?? null;
			throw error;
		}
	}

	function touch(entry: Entry, now: number): void {
		entry.lastSeenAtMs = Math.max(entry.lastSeenAtMs, now);
		if (now - entry.savedSeenAtMs < SEEN_EVERY_MS) return;
		entry.savedSeenAtMs = now;
		// Not waited for: the next request tries again after a minute.
		store.pool
			.query('UPDATE sessions SET last_seen_at_ms = greatest(last_seen_at_ms, $2) WHERE id = $1', [entry.id, now])
			.catch(() => {
				entry.savedSeenAtMs = 0;
			});
	}

	function hearUser({ collection, id, record }: Change): void {
		if (collection !== 'user') return;
		const user = record as User | null;
		for (const entry of [...byId.values()].filter(({ userId }) => userId === id)) {
			entry.readAtMs = Number.NEGATIVE_INFINITY;
			if (!user || user.isDisabled) forget(entry.id);
			else if (!hasSameRights(user, entry.signIn)) {
				entry.signIn = { ...entry.signIn, identity: identifyUser(user, entry.id) };
				tellEnded(entry.id);
			}
		}
	}

	const stopTold = store.onTold(CHANNEL, (text) => {
		for (const id of text.split(' ')) forget(id);
	});
	const stopChanges = store.onChanges((changes) => changes.forEach(hearUser));
	const select = async (where: string, value: unknown) =>
		(
			await askDatabase(() =>
				store.pool.query<ListedSession>(`SELECT ${COLUMNS} FROM sessions WHERE ${where}`, [value]),
			)
		).rows;

	const book: SessionBook = {
		async open(user, from, device) {
			const cookie = makeSecret();
			const id = makeId();
			const now = nowMs();
			await askDatabase(() =>
				store.pool.query(
					`INSERT INTO sessions (id, secret_hash, user_id, created_at_ms, last_seen_at_ms, expires_at_ms, came_from, device)
					VALUES ($1, $2, $3, $4, $4, $5, $6, $7)`,
					[id, hashSecret(cookie), user.id, now, now + limits.absoluteMs, from, device.slice(0, 300)],
				),
			);
			return { cookie, id };
		},
		async find(cookie) {
			const entry = await findEntry(cookie);
			if (!entry) return null;
			const now = nowMs();
			if (isOver(entry, now)) {
				forget(entry.id);
				return null;
			}
			touch(entry, now);
			return entry.signIn;
		},
		async list(userId) {
			const now = nowMs();
			const rows = await select('user_id = $1 ORDER BY created_at_ms DESC', userId);
			return rows
				.map((row) => ({ ...row, lastSeenAtMs: Math.max(row.lastSeenAtMs, byId.get(row.id)?.lastSeenAtMs ?? 0) }))
				.filter((row) => now < row.expiresAtMs && now < row.lastSeenAtMs + limits.idleMs);
		},
		findById: async (id) => (await select('id = $1', id))[0],
		async end(id) {
			await askDatabase(() => store.pool.query('DELETE FROM sessions WHERE id = $1', [id]));
			book.announceEnded([id]);
		},
		async deleteOfUser(client, userId, except) {
			const { rows } = await client.query<{ id: string }>(
				'DELETE FROM sessions WHERE user_id = $1 AND id IS DISTINCT FROM $2 RETURNING id',
				[userId, except],
			);
			return rows.map(({ id }) => id);
		},
		announceEnded(ids) {
			ids.forEach(forget);
			for (let i = 0; i < ids.length; i += IDS_A_MESSAGE) {
				store.tell(CHANNEL, ids.slice(i, i + IDS_A_MESSAGE).join(' '));
			}
		},
		refresh(id) {
			const entry = byId.get(id);
			if (entry) entry.readAtMs = Number.NEGATIVE_INFINITY;
		},
		isAlive(id) {
			const entry = byId.get(id);
			return entry !== undefined && !isOver(entry, nowMs());
		},
		keepAlive(id) {
			const entry = byId.get(id);
			const now = nowMs();
			if (!entry || isOver(entry, now)) return false;
			touch(entry, now);
			return true;
		},
		onEnded(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async sweep() {
			const now = nowMs();
			for (const entry of [...byId.values()]) if (isOver(entry, now)) forget(entry.id);
			await askDatabase(async () => {
				// `last seen` is up to a minute behind in the database.
				await store.pool.query('DELETE FROM sessions WHERE expires_at_ms <= $1 OR last_seen_at_ms <= $2', [
					now,
					now - limits.idleMs - 2 * SEEN_EVERY_MS,
				]);
				const ids = [...byId.keys()];
				const { rows } = await store.pool.query<{ id: string }>('SELECT id FROM sessions WHERE id = ANY($1)', [ids]);
				const there = new Set(rows.map(({ id }) => id));
				for (const id of ids) if (!there.has(id)) forget(id);
			});
		},
		close() {
			stopTold();
			stopChanges();
		},
	};
	return book;
}

function hasSameRights(user: User, { identity }: SignIn): boolean {
	const said = (roles: readonly string[], districts: readonly string[] | null) =>
		JSON.stringify([[...roles].sort(), districts && [...districts].sort()]);
	return said(user.roles, user.districts) === said(identity.roles, identity.districts);
}
