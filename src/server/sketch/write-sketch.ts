import type { IncidentRecord } from '../../domain/incident.ts';
import { markSchema } from '../../domain/tactics/mark.ts';
import { noSuchIncident } from '../incidents/incident-errors.ts';
import type { WriteTx } from '../store/store.ts';
import { createSketchState, type SketchState } from './sketch-state.ts';
import { addSketch, addUpdate, compactSketch, lockSketch, readSketch } from './sketch-table.ts';

/** A sketch as a transaction has it: locked, and known up to the newest update. */
export interface LockedSketch {
	readonly incident: IncidentRecord;
	readonly state: SketchState;
	/** What the one held before had not; null = nothing. */
	readonly missed: Uint8Array | null;
}

/** From so many updates on they are put into one state. */
const COMPACT_FROM = 200;

/**
 * Locks an incident and then its sketch, in this order everywhere, until the transaction ends. A sketch that is not there yet is made of the
 * drawings that the incident has. `seq`: its newest number; undefined = it was made.
 * @throws NotFoundError `incident/not-found`
 */
export async function lockWithIncident(
	tx: WriteTx,
	incidentId: string,
): Promise<{ readonly incident: IncidentRecord; readonly seq: number | undefined }> {
	const incident = await tx.read('incident', incidentId);
	if (!incident) throw noSuchIncident(incidentId);
	const seq = await lockSketch(tx.client, incidentId);
	if (seq === undefined) await makeSketch(tx, incidentId);
	return { incident, seq };
}

/** Locks a sketch, and brings what is known of it (`held`) up to date; without that it is read whole. @throws as lockWithIncident */
export async function openLocked(
	tx: WriteTx,
	incidentId: string,
	held: SketchState | null = null,
): Promise<LockedSketch> {
	const { incident, seq } = await lockWithIncident(tx, incidentId);
	if (held && held.seq === seq) return { incident, state: held, missed: null };
	const state = held ?? createSketchState();
	const news = await readSketch(tx.client, incidentId, state.seq);
	return { incident, state, missed: news ? state.load(news) : null };
}

async function makeSketch(tx: WriteTx, incidentId: string): Promise<void> {
	const drawn = createSketchState();
	for (const drawing of await tx.list('drawing', { where: { incidentId } })) {
		drawn.put(drawing.id, markSchema.parse(drawing));
	}
	const isMine = await addSketch(tx.client, incidentId, drawn.readAll());
	drawn.destroy();
	if (!isMine) await lockSketch(tx.client, incidentId);
}

/** An update that says nothing. */
const NOTHING = Uint8Array.of(0, 0);

/** How an update is written though nothing was drawn, or under a higher number than the next. */
export interface DrawnOptions {
	/** Default false: nothing is written of nothing. */
	readonly needsNumber?: boolean;
	/** Default: the sketch's own newest number. */
	readonly above?: number;
}

/** Writes what was drawn on a locked state since into the table; null = nothing was. */
export async function writeDrawn(
	tx: WriteTx,
	incidentId: string,
	state: SketchState,
	{ needsNumber = false, above = 0 }: DrawnOptions = {},
): Promise<Uint8Array | null> {
	const update = state.readUnwritten() ?? (needsNumber ? NOTHING : null);
	if (!update) return null;
	state.setWritten(Math.max(state.seq, above) + 1);
	await addUpdate(tx.client, incidentId, state.seq, update);
	if (state.seq - state.stateSeq >= COMPACT_FROM) await compact(tx, incidentId, state);
	return update;
}

/** Puts all updates of a locked sketch into one. */
export async function compact(tx: WriteTx, incidentId: string, state: SketchState): Promise<void> {
	await compactSketch(tx.client, incidentId, state.readAll());
	state.setCompacted();
}
