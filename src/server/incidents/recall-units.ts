import type { PoolClient } from 'pg';
import type { LeftUnit } from '../../domain/records/dispatch.ts';
import type { Unit } from '../../domain/records/unit.ts';
import { followDispatch, takeBackSent } from '../command/request-desk.ts';
import type { WriteTx } from '../store/store.ts';
import { noSuchDispatch } from './unit-errors.ts';

/** What came of taking orders back. */
export interface Recalled {
	/** Dispatches that are over, and those before them that go on. */
	readonly dispatchIds: string[];
	readonly unitIds: string[];
	readonly left: LeftUnit[];
}

/**
 * Takes orders of one incident back: each unit is out for what it was out for before, a unit on its way back from another incident for that
 * one, whose dispatch goes on. An order never changed the unit's state, so that stays. A unit about which somebody told something since the
 * order is left as it is. What was sent for a request is sent for it no more. @throws NotFoundError `dispatch/not-found` when one is not of the incident
 */
export async function recallUnits(
	tx: WriteTx,
	incidentId: string,
	dispatchIds: readonly string[],
	reason: string,
): Promise<Recalled> {
	const ofIncident = await tx.list('dispatch', { where: { incidentId } });
	const asked = [...new Set(dispatchIds)].map((id) => {
		const dispatch = ofIncident.find((other) => other.id === id);
		if (!dispatch) throw noSuchDispatch(id);
		return dispatch;
	});
	// In one order, as orders are given: those who want the same units do not wait for one another.
	asked.sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
	const recalled: Recalled = { dispatchIds: [], unitIds: [], left: [] };
	for (const { id, unitId, plate } of asked) {
		const unit = await tx.read('unit', unitId);
		const why = unit ? await recallUnit(tx, unit, id, reason, recalled.dispatchIds) : 'unitChanged';
		if (why === null) recalled.unitIds.push(unitId);
		else recalled.left.push({ unitId, plate, why });
	}
	return recalled;
}

/** null = done. `touched`: where the dispatches that it changed are added. */
async function recallUnit(
	tx: WriteTx,
	unit: Unit,
	dispatchId: string,
	reason: string,
	touched: string[],
): Promise<LeftUnit['why'] | null> {
	const [last, before] = await readLastOrders(tx.client, unit.id);
	if (last?.kind !== 'unit/ordered' || last.dispatchId !== dispatchId || last.version !== unit.version) {
		return 'unitChanged';
	}
	const dispatch = await tx.read('dispatch', dispatchId);
	if (dispatch?.version !== 1) return 'dispatchChanged';
	const earlier = before?.dispatchId ? await tx.read('dispatch', before.dispatchId) : undefined;
	// The order ended it; ended or told back otherwise since, it is somebody else's word.
	const isAsLeft = earlier?.endedAtMs === dispatch.orderedAtMs && earlier.times.returned === null;
	if (before?.dispatchId && !isAsLeft) return 'earlierChanged';

	const ended = await tx.append({
		...{ collection: 'dispatch', id: dispatchId, kind: 'dispatch/recalled', reason },
		set: { endedAtMs: tx.nowMs },
	});
	await followDispatch(tx, ended);
	await takeBackSent(tx, ended);
	touched.push(dispatchId);
	if (earlier) {
		await tx.append({
			...{ collection: 'dispatch', id: earlier.id, kind: 'dispatch/resumed', reason },
			set: { endedAtMs: null },
		});
		touched.push(earlier.id);
	}
	await tx.append({
		...{ collection: 'unit', id: unit.id, kind: 'unit/recalled', reason, expectVersion: unit.version },
		set: { incidentId: earlier?.incidentId ?? null, dispatchId: earlier?.id ?? null },
	});
	return null;
}

interface LastOrder {
	readonly version: number;
	readonly kind: string;
	/** null = it was out for nothing then. */
	readonly dispatchId: string | null;
}

/** The newest event that says what a unit is out for, and the one before it. */
async function readLastOrders(client: PoolClient, unitId: string): Promise<LastOrder[]> {
	const { rows } = await client.query<LastOrder>(
		`SELECT version, kind, set_fields ->> 'dispatchId' AS "dispatchId" FROM events
		WHERE collection = 'unit' AND id = $1 AND set_fields ? 'dispatchId' ORDER BY version DESC LIMIT 2`,
		[unitId],
	);
	return rows;
}
