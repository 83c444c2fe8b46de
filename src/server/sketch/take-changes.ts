import { mergeUpdates } from 'yjs';
import type { Identity } from '../../domain/access/may-do.ts';
import { mayDo } from '../../domain/access/may-do.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import type { PutBackReason, ReadOnlyReason } from '../../domain/tactics/sketch-wire.ts';
import type { WriteTx } from '../store/store.ts';
import type { SketchPerson } from './sketch-line.ts';
import type { SketchState } from './sketch-state.ts';
import { noteTouches, type Touch } from './sketch-table.ts';
import { openLocked, writeDrawn } from './write-sketch.ts';

/** A change that somebody sent. */
export interface SketchChange<L extends SketchPerson> {
	readonly line: L;
	readonly update: Uint8Array;
}

/** What became of changes once the transaction is over. */
export interface TakenChanges<L extends SketchPerson> {
	/** As it is now. */
	readonly incident: IncidentRecord;
	readonly state: SketchState;
	/** What others had written since, as one update; null = nothing. */
	readonly missed: Uint8Array | null;
	/** All that is new by these changes, as one update; null = nothing. */
	readonly update: Uint8Array | null;
	readonly refused: readonly { readonly line: L; readonly reason: ReadOnlyReason }[];
	readonly putBack: readonly {
		readonly line: L;
		readonly marks: readonly { readonly id: string; readonly reason: PutBackReason; readonly found: string }[];
	}[];
}

/** Why somebody may not draw on an incident's sketch now; null = they may. */
export function findReadOnly(identity: Identity, incident: IncidentRecord): ReadOnlyReason | null {
	if (incident.closedAtMs !== null) return 'closed';
	return mayDo(identity, 'drawing.edit', incident) ? null : 'not-allowed';
}

/** A change that cannot be taken at all, and whose it was. */
export class BadChange<L extends SketchPerson> extends Error {
	readonly line: L;

	constructor(line: L, cause: unknown) {
		super('sketch: got a change that is none', { cause });
		this.line = line;
	}
}

/**
 * Takes changes into a sketch, one after another: what may not be is refused or put back, the rest is in the table, and each mark is noted to
 * become an event of whoever changed it. When it throws, `held` is of no use any more.
 * @throws BadChange, NotFoundError `incident/not-found`
 */
export async function takeChanges<L extends SketchPerson>(
	tx: WriteTx,
	incidentId: string,
	held: SketchState | null,
	changes: readonly SketchChange<L>[],
): Promise<TakenChanges<L>> {
	const { incident, state, missed } = await openLocked(tx, incidentId, held);
	const refused: TakenChanges<L>['refused'][number][] = [];
	const putBack: TakenChanges<L>['putBack'][number][] = [];
	const updates: Uint8Array[] = [];
	const touches = new Map<string, Touch>();

	async function write(): Promise<void> {
		const update = await writeDrawn(tx, incidentId, state, { needsNumber: touches.size > 0 });
		if (update) updates.push(update);
		await noteTouches(tx.client, incidentId, state.seq, tx.nowMs, [...touches.values()]);
		touches.clear();
	}

	for (const { line, update } of changes) {
		const reason = findReadOnly(line.identity, incident);
		if (reason) {
			refused.push({ line, reason });
			continue;
		}
		const { actor } = line.identity;
		const isByAnother = (id: string) => {
			const touch = touches.get(id);
			return touch !== undefined && (touch.actor.kind !== actor.kind || touch.actor.id !== actor.id);
		};
		let taken: ReturnType<SketchState['take']>;
		try {
			taken = state.take(update);
		} catch (cause) {
			throw new BadChange(line, cause);
		}
		const added = taken.touched.filter(({ before }) => before === null).map(({ id }) => id);
		const foreign = await findTaken(tx, incidentId, added);
		for (const id of foreign) state.put(id, null);
		const bad = [
			...taken.putBack,
			...[...foreign].map((id) => ({ id, reason: 'id-taken' as const, found: 'a drawing of another incident' })),
		];
		if (bad.length > 0) putBack.push({ line, marks: bad });
		const touched = taken.touched.filter(({ id }) => !foreign.has(id));
		// What another did to the same mark before is an event of its own, under a number of its own.
		if (touched.some(({ id }) => isByAnother(id))) await write();
		for (const { id, after } of touched) touches.set(id, { markId: id, mark: after, actor, from: line.from });
	}
	await write();
	return { incident, state, missed, update: updates.length === 0 ? null : mergeUpdates(updates), refused, putBack };
}

/** Those of new marks whose ids are drawings of other incidents. */
async function findTaken(tx: WriteTx, incidentId: string, ids: readonly string[]): Promise<Set<string>> {
	if (ids.length === 0) return new Set();
	const { rows } = await tx.client.query<{ id: string }>(
		`SELECT id FROM records WHERE collection = 'drawing' AND id = ANY($1) AND NOT removed
			AND state ->> 'incidentId' IS DISTINCT FROM $2`,
		[ids, incidentId],
	);
	return new Set(rows.map(({ id }) => id));
}
