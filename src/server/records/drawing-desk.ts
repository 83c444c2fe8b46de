import { ConflictError, DataError, UnavailableError } from '../../domain/errors.ts';
import { type Mark, markSchema } from '../../domain/tactics/mark.ts';
import { SKETCH_LIMITS } from '../../domain/tactics/sketch-wire.ts';
import type { SketchProjector } from '../sketch/sketch-projector.ts';
import { isPending } from '../sketch/sketch-table.ts';
import { lockWithIncident, openLocked, writeDrawn } from '../sketch/write-sketch.ts';
import type { Store, WriteTx } from '../store/store.ts';
import { createRecordDesk, type RecordDesk, type RecordRules } from './record-desk.ts';

/** How often what is being drawn is written down first, before a request gives up. */
const ATTEMPTS = 5;

/** What was drawn there by hand is not in the records yet. */
class UnsettledSketch extends Error {
	readonly incidentId: string;

	constructor(incidentId: string) {
		super(`sketch ${incidentId}: got marks that are being drawn, expected them to be records`);
		this.incidentId = incidentId;
	}
}

/**
 * The desk of drawings. One of an incident is a mark of its shared sketch: what is set here is set there in the same transaction, so that
 * whoever draws sees it live, and what was drawn there is a record before it is looked at here.
 * Throws as any record desk, and ConflictError `sketch/full`, DataError `sketch/mark-too-large`, UnavailableError `sketch/being-drawn`.
 */
export function createDrawingDesk(
	store: Store,
	projector: SketchProjector,
	rules: RecordRules<'drawing'>,
): RecordDesk<'drawing'> {
	const desk = createRecordDesk(store, {
		...rules,
		async begin(tx, id, { incidentId: given }) {
			const held = id === undefined ? null : await findIncident(tx, id);
			for (const incidentId of new Set([held, given ?? null].filter((one) => one !== null).sort())) {
				// One that is not there is told by the rules.
				if (await tx.read('incident', incidentId)) await lockWithIncident(tx, incidentId);
			}
			if (id === undefined || held === null) return;
			const isMoved = (await findIncident(tx, id)) !== held;
			if (isMoved || (await isPending(tx.client, held, id))) throw new UnsettledSketch(held);
		},
		async keepInStep(tx, before, after) {
			const id = after?.id ?? before?.id ?? '';
			const from = before?.incidentId ?? null;
			const to = after?.incidentId ?? null;
			if (from !== null && from !== to) await putMark(tx, from, id, null);
			if (to !== null) await putMark(tx, to, id, markSchema.parse(after));
		},
	});

	async function settle<T>(work: () => Promise<T>): Promise<T> {
		for (let attempt = 1; ; attempt++) {
			try {
				return await work();
			} catch (error) {
				if (!(error instanceof UnsettledSketch)) throw error;
				if (attempt === ATTEMPTS) {
					throw new UnavailableError('sketch/being-drawn', error.message, {
						context: { incidentId: error.incidentId },
						cause: error,
					});
				}
				await projector.flush(error.incidentId);
			}
		}
	}

	return {
		list: desk.list,
		read: desk.read,
		add: (fields, caller) => settle(() => desk.add(fields, caller)),
		change: (id, patch, caller) => settle(() => desk.change(id, patch, caller)),
		remove: (id, caller) => settle(() => desk.remove(id, caller)),
	};
}

/** Not locked: sketches are locked before drawings. */
async function findIncident(tx: WriteTx, id: string): Promise<string | null> {
	const { rows } = await tx.client.query<{ incidentId: string | null }>(
		`SELECT state ->> 'incidentId' AS "incidentId" FROM records WHERE collection = 'drawing' AND id = $1 AND NOT removed`,
		[id],
	);
	return rows[0]?.incidentId ?? null;
}

async function putMark(tx: WriteTx, incidentId: string, id: string, mark: Mark | null): Promise<void> {
	const { state } = await openLocked(tx, incidentId);
	const where = `sketch ${incidentId}`;
	if (mark && !state.marks.has(id) && state.marks.size >= SKETCH_LIMITS.marks) {
		throw new ConflictError(
			'sketch/full',
			`${where}: got mark ${state.marks.size + 1}, expected at most ${SKETCH_LIMITS.marks}`,
			{
				context: { incidentId, most: SKETCH_LIMITS.marks },
			},
		);
	}
	const bytes = mark ? Buffer.byteLength(JSON.stringify(mark)) : 0;
	if (bytes > SKETCH_LIMITS.markBytes) {
		throw new DataError(
			'sketch/mark-too-large',
			`${where}: got a mark of ${bytes} bytes, expected at most ${SKETCH_LIMITS.markBytes}`,
			{
				context: { bytes, most: SKETCH_LIMITS.markBytes },
			},
		);
	}
	state.put(id, mark);
	await writeDrawn(tx, incidentId, state);
	state.destroy();
}
