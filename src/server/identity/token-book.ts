import type { ServiceToken } from '../../domain/api/identity-routes.ts';
import { NotFoundError, UnavailableError } from '../../domain/errors.ts';
import { checkText } from '../store/check-text.ts';
import type { Store } from '../store/store.ts';
import { askDatabase } from '../store/store-error.ts';
import { hashSecret, isSameSecret, makeId, makeSecret } from './secrets.ts';
import type { SignIn } from './sign-in.ts';

const FRESH_MS = 1000;
const USED_EVERY_MS = 60_000;
const CHANNEL = 'tokens';
const TOKEN = /^ft_([0-9a-f]{32})_([\w-]{43})$/;

/** Tokens of machines: sensors' gateways, vehicles' positions, other services' systems. */
export interface TokenBook {
	/** `secret` is told this once. @throws DataError `record/invalid` */
	add(
		given: Pick<ServiceToken, 'name' | 'actions' | 'districts' | 'expiresAtMs'>,
	): Promise<ServiceToken & { secret: string }>;
	/** Whose token it is; null = nobody's, or no longer. @throws UnavailableError `store/unavailable`, when it was never looked up before */
	find(secret: string): Promise<SignIn | null>;
	/** Revoked and expired ones too, the newest first. */
	list(): Promise<ServiceToken[]>;
	/** @throws NotFoundError `tokens/not-found` */
	revoke(id: string): Promise<void>;
	isAlive(id: string): boolean;
	onEnded(listener: (id: string) => void): () => void;
	/** Ends what ran out or was revoked by another process whose message was lost. */
	sweep(): Promise<void>;
	close(): void;
}

interface Entry {
	readonly token: ServiceToken;
	/** SHA-256 of the whole token, hex. */
	readonly hash: string;
	readonly signIn: SignIn;
	readAtMs: number;
	savedUsedAtMs: number;
}

type Row = ServiceToken & { readonly hash: Buffer };

const COLUMNS = `id, name, actions, districts, created_at_ms AS "createdAtMs", expires_at_ms AS "expiresAtMs",
	last_used_at_ms AS "lastUsedAtMs", revoked_at_ms AS "revokedAtMs"`;

/** Opens the book over a store. `close` gives back its listener. */
export function createTokenBook(store: Store, nowMs: () => number): TokenBook {
	const entries = new Map<string, Entry>();
	const listeners = new Set<(id: string) => void>();

	const forget = (id: string) => {
		if (!entries.delete(id)) return;
		for (const listener of listeners) listener(id);
	};
	const isOver = ({ token }: Entry) => token.expiresAtMs !== null && nowMs() >= token.expiresAtMs;
	const stopTold = store.onTold(CHANNEL, forget);

	async function readEntry(id: string): Promise<Entry | null> {
		const { rows } = await askDatabase(() =>
			store.pool.query<Row>(
				`SELECT ${COLUMNS}, secret_hash AS hash FROM service_tokens WHERE id = $1 AND revoked_at_ms IS NULL`,
				[id],
			),
		);
		const [row] = rows;
		if (!row) {
			forget(id);
			return null;
		}
		const { hash, ...token } = row;
		const entry: Entry = {
			token,
			hash: hash.toString('hex'),
			readAtMs: nowMs(),
			savedUsedAtMs: token.lastUsedAtMs ?? 0,
			signIn: {
				identity: {
					actor: { kind: 'service', id, name: token.name },
					roles: [],
					districts: token.districts,
					actions: token.actions,
					sessionId: id,
				},
				csrfToken: null,
				expiresAtMs: token.expiresAtMs,
				mustChangePassword: false,
			},
		};
		entries.set(id, entry);
		return entry;
	}

	async function findEntry(id: string): Promise<Entry | null> {
		const known = entries.get(id);
		if (known && Math.abs(nowMs() - known.readAtMs) < FRESH_MS) return known;
		try {
			return await readEntry(id);
		} catch (error) {
			if (known && error instanceof UnavailableError) return entries.get(id) ?? null;
			throw error;
		}
	}

	return {
		async add({ name, actions, districts, expiresAtMs }) {
			checkText([name, ...(districts ?? [])], 'token');
			const id = makeId();
			const secret = `ft_${id}_${makeSecret()}`;
			const createdAtMs = nowMs();
			await askDatabase(() =>
				store.pool.query(
					`INSERT INTO service_tokens (id, secret_hash, name, actions, districts, created_at_ms, expires_at_ms)
					VALUES ($1, $2, $3, $4, $5, $6, $7)`,
					[
						id,
						hashSecret(secret),
						name,
						JSON.stringify(actions),
						districts && JSON.stringify(districts),
						createdAtMs,
						expiresAtMs,
					],
				),
			);
			return { id, name, actions, districts, createdAtMs, expiresAtMs, lastUsedAtMs: null, revokedAtMs: null, secret };
		},
		async find(secret) {
			const [, id] = TOKEN.exec(secret) ?? [];
			const entry = id === undefined ? null : await findEntry(id);
			if (!entry || !isSameSecret(entry.hash, hashSecret(secret).toString('hex'))) return null;
			if (isOver(entry)) {
				forget(entry.token.id);
				return null;
			}
			const now = nowMs();
			if (now - entry.savedUsedAtMs >= USED_EVERY_MS) {
				entry.savedUsedAtMs = now;
				store.pool
					.query('UPDATE service_tokens SET last_used_at_ms = $2 WHERE id = $1', [entry.token.id, now])
					.catch(() => {
						entry.savedUsedAtMs = 0;
					});
			}
			return entry.signIn;
		},
		list: async () =>
			(
				await askDatabase(() =>
					store.pool.query<ServiceToken>(`SELECT ${COLUMNS} FROM service_tokens ORDER BY created_at_ms DESC, id`),
				)
			).rows,
		async revoke(id) {
			const { rowCount } = await askDatabase(() =>
				store.pool.query('UPDATE service_tokens SET revoked_at_ms = coalesce(revoked_at_ms, $2) WHERE id = $1', [
					id,
					nowMs(),
				]),
			);
			if (rowCount === 0) throw new NotFoundError('tokens/not-found', `token: got ${id}, expected the id of one`);
			forget(id);
			store.tell(CHANNEL, id);
		},
		isAlive(id) {
			const entry = entries.get(id);
			return entry !== undefined && !isOver(entry);
		},
		onEnded(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async sweep() {
			for (const entry of [...entries.values()]) if (isOver(entry)) forget(entry.token.id);
			const ids = [...entries.keys()];
			const { rows } = await askDatabase(() =>
				store.pool.query<{ id: string }>('SELECT id FROM service_tokens WHERE id = ANY($1) AND revoked_at_ms IS NULL', [
					ids,
				]),
			);
			const there = new Set(rows.map(({ id }) => id));
			for (const id of ids) if (!there.has(id)) forget(id);
		},
		close: stopTold,
	};
}
