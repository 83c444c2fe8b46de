import { SYSTEM_ACTOR } from '../../domain/access/identity.ts';
import { describeError } from '../../domain/errors.ts';
import { findMissedParMs, findNextMissMs, type Team } from '../../domain/records/team.ts';
import type { Store, WriteContext } from '../store/store.ts';

const LOOK_EVERY_MS = 1000;
const WATCH: WriteContext = { by: SYSTEM_ACTOR, from: 'par-watch', idempotency: null };

export interface ParWatchParts {
	readonly store: Store;
	readonly nowMs: () => number;
	readonly onProblem: (message: string) => void;
}

/** Sees to it that the log says when a team inside was let wait for its accounting (PAR), whether or not anybody has a page open. */
export interface ParWatch {
	/** Writes what is overdue by the server's clock; kept when all of it is written or was told as a problem. */
	look(): Promise<void>;
	/** Looks every second from now on. */
	start(): void;
	stop(): Promise<void>;
}

/**
 * Makes the watch over the teams that are inside now, and keeps in step with the store. A look costs nothing until a team is overdue; then one
 * write, conditional on what the record says: of several processes that look at once, one writes. What a time without a server left out is
 * told once, by the newest interval. @throws UnavailableError `store/unavailable`
 */
export async function createParWatch({ store, nowMs, onProblem }: ParWatchParts): Promise<ParWatch> {
	/** When the log has next to say something of a team, and which version told that. */
	const next = new Map<string, { readonly atMs: number; readonly version: number }>();
	let looking: Promise<void> | null = null;
	let timer: ReturnType<typeof setInterval> | undefined;

	function follow(id: string, team: Team | null): void {
		const known = next.get(id);
		if (team && known && known.version > team.version) return;
		const atMs = team && findNextMissMs(team);
		if (team === null || atMs === null) next.delete(id);
		else next.set(id, { atMs, version: team.version });
	}

	const stopFollowing = store.onChanges((changes) => {
		for (const { collection, id, record } of changes) if (collection === 'team') follow(id, record as Team | null);
	});
	const inside = await store.list('team', { where: { exitedAtMs: null } }).catch((error: unknown) => {
		stopFollowing();
		throw error;
	});
	for (const team of inside) follow(team.id, team);

	async function tell(id: string): Promise<void> {
		await store.write(WATCH, async (tx) => {
			const team = await tx.read('team', id);
			const missedMs = team && findMissedParMs(team, tx.nowMs);
			if (!team || missedMs === null || missedMs === undefined) return null;
			// Another process was faster.
			if (team.parMissedMs !== null && team.parMissedMs >= missedMs) return null;
			await tx.append({ collection: 'team', id, kind: 'team/par-missed', set: { parMissedMs: missedMs } });
			return null;
		});
	}

	async function lookOnce(): Promise<void> {
		const now = nowMs();
		for (const [id, { atMs }] of [...next]) {
			if (now <= atMs) continue;
			try {
				await tell(id);
				follow(id, (await store.read('team', id)) ?? null);
			} catch (error) {
				onProblem(
					`teams: got ${describeError(error)}, expected to write that ${id} was not accounted for; tried again`,
				);
			}
		}
	}

	function look(): Promise<void> {
		looking ??= lookOnce().finally(() => {
			looking = null;
		});
		return looking;
	}

	return {
		look,
		start() {
			timer ??= setInterval(() => void look(), LOOK_EVERY_MS);
		},
		async stop() {
			clearInterval(timer);
			stopFollowing();
			await looking;
		},
	};
}
