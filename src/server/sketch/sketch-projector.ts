import { isDeepStrictEqual } from 'node:util';
import { describeError } from '../../domain/errors.ts';
import type { Drawing } from '../../domain/records/drawing.ts';
import { type Mark, markSchema } from '../../domain/tactics/mark.ts';
import type { Store, WriteTx } from '../store/store.ts';
import { listPending, lockSketch, type PendingTouch, readPending, takePending } from './sketch-table.ts';

const LOOK_EVERY_MS = 500;
/** How often sketches are looked for that another process left when it broke off. */
const SWEEP_EVERY_LOOKS = 20;
/** Events of one transaction: who draws waits as long. */
const AT_ONCE = 100;

/** Makes events of the drawings out of what was drawn in sketches. */
export interface SketchProjector {
	/** Something was drawn there: it is looked at until it is an event. */
	watch(incidentId: string): void;
	/** Makes events of all that was drawn there until now. @throws UnavailableError `store/unavailable` */
	flush(incidentId: string): Promise<void>;
	/** Flushes what it watches, and stops. */
	close(): Promise<void>;
}

/**
 * Starts it, with what an earlier run left. A mark is an event once it was left alone for a second, or changed for ten, or somebody else
 * changed it; whichever process comes first writes it, once, as done by the person who drew.
 */
export function createSketchProjector(
	store: Store,
	nowMs: () => number,
	onProblem: (message: string) => void,
): SketchProjector {
	const watched = new Set<string>();
	let looks = 0;
	let looking: Promise<void> | null = null;
	let isClosed = false;

	/** Whether something is left to look at later. */
	async function project(incidentId: string, isAll: boolean): Promise<boolean> {
		let pending: readonly PendingTouch[] = await readPending(store.pool, incidentId, nowMs());
		for (;;) {
			const group = findGroup(pending, isAll);
			const [first] = group;
			if (!first) return pending.length > 0;
			await store.write({ by: first.actor, from: first.from, idempotency: null }, async (tx) => {
				await writeGroup(tx, incidentId, group);
				return null;
			});
			const written = new Set(group);
			pending = pending.filter((touch) => !written.has(touch));
		}
	}

	async function look(): Promise<void> {
		looks += 1;
		if (looks % SWEEP_EVERY_LOOKS === 1) for (const id of await listPending(store.pool)) watched.add(id);
		for (const id of [...watched]) {
			watched.delete(id);
			try {
				if (await project(id, false)) watched.add(id);
			} catch (error) {
				watched.add(id);
				throw error;
			}
		}
	}

	let told = '';
	const timer = setInterval(() => {
		looking ??= look()
			.then(
				() => {
					told = '';
				},
				(error: unknown) => {
					const message = describeError(error);
					if (message !== told)
						onProblem(`sketches: got ${message}, expected to write what was drawn as events; tried again`);
					told = message;
				},
			)
			.finally(() => {
				looking = null;
			});
	}, LOOK_EVERY_MS);

	return {
		watch: (incidentId) => void watched.add(incidentId),
		async flush(incidentId) {
			await project(incidentId, true);
		},
		async close() {
			if (isClosed) return;
			isClosed = true;
			clearInterval(timer);
			await looking;
			for (const id of watched) await project(id, true);
		},
	};
}

/** The first touches of one person that can be written: what others did to the same mark before comes first. */
function findGroup(pending: readonly PendingTouch[], isAll: boolean): PendingTouch[] {
	const group: PendingTouch[] = [];
	const left = new Set<string>();
	for (const touch of pending) {
		const isNext = (isAll || touch.isDue) && !left.has(touch.markId);
		if (isNext && group.length < AT_ONCE && (!group[0] || isSamePerson(group[0], touch))) group.push(touch);
		else left.add(touch.markId);
	}
	return group;
}

function isSamePerson(a: PendingTouch, b: PendingTouch): boolean {
	return a.from === b.from && isDeepStrictEqual(a.actor, b.actor);
}

/** Touches of one person as events, in one transaction; what another process wrote in between is left out. */
async function writeGroup(tx: WriteTx, incidentId: string, group: readonly PendingTouch[]): Promise<void> {
	// The same order of locks as for drawing; whoever closes or moves the incident waits or is waited for.
	const incident = await tx.read('incident', incidentId);
	await lockSketch(tx.client, incidentId);
	const touches = await takePending(tx.client, incidentId, group);
	const records = await readDrawings(
		tx,
		touches.map(({ markId }) => markId),
	);
	for (const { markId: id, mark } of touches) {
		const record = records.get(id);
		if (mark === null) {
			if (record) await tx.append({ collection: 'drawing', id, kind: 'drawing/removed', set: null });
		} else if (record) {
			const set = findChanged(record, mark);
			if (Object.keys(set).length > 0) await tx.append({ collection: 'drawing', id, kind: 'drawing/changed', set });
		} else {
			const set = { ...mark, incidentId, district: incident?.district ?? null };
			await tx.append({ collection: 'drawing', id, kind: 'drawing/added', set });
		}
	}
}

/** Nobody else writes drawings of a sketch that is locked. */
async function readDrawings(tx: WriteTx, ids: readonly string[]): Promise<Map<string, Drawing>> {
	const { rows } = await tx.client.query<{ id: string; state: Drawing }>(
		`SELECT id, state FROM records WHERE collection = 'drawing' AND id = ANY($1) AND NOT removed`,
		[ids],
	);
	return new Map(rows.map(({ id, state }) => [id, state]));
}

function findChanged(record: Drawing, mark: Mark): Partial<Mark> {
	const held = markSchema.parse(record);
	return Object.fromEntries(
		Object.entries(mark).filter(([name, value]) => !isDeepStrictEqual(value, held[name as keyof Mark])),
	);
}
