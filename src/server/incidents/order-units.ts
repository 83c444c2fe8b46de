import { ConflictError } from '../../domain/errors.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import { NO_TIMES } from '../../domain/records/dispatch.ts';
import type { Unit } from '../../domain/records/unit.ts';
import { mayBeSent } from '../../domain/records/unit-state.ts';
import { followDispatch, sendForRequest } from '../command/request-desk.ts';
import type { WriteTx } from '../store/store.ts';
import { noSuchIncident, requireOpen } from './incident-errors.ts';
import { describeUnit, type FleetVehicle } from './read-fleet.ts';
import { noSuchUnit } from './unit-errors.ts';

/** Which units are sent where. */
export interface UnitOrder {
	readonly incidentId: string;
	readonly unitIds: readonly string[];
	readonly note: string;
	/** The resource request that they are sent for. */
	readonly requestId: string | undefined;
	readonly byName: string;
	readonly fleet: ReadonlyMap<string, FleetVehicle>;
}

/**
 * Sends units to an incident, all of them or none; gives the ids of their dispatches. What a crew does is told by the crew: the state of a
 * unit stays until it says 20. 接警 is the time of the order (assumption: it reaches the crew at once). One on its way back (25) may be sent
 * again; its dispatch before ends with that. The request that they are sent for is 'sent'.
 * @throws ConflictError `unit/out`, `incident/closed`, those of sendForRequest, NotFoundError `unit/not-found`, `incident/not-found`, what `check` throws
 */
export async function orderUnits(
	tx: WriteTx,
	{ incidentId, unitIds, note, requestId, byName, fleet }: UnitOrder,
	check: (incident: IncidentRecord) => void,
): Promise<string[]> {
	const incident = await tx.read('incident', incidentId);
	if (!incident) throw noSuchIncident(incidentId);
	check(incident);
	requireOpen(incident);
	const units = await readUnits(tx, unitIds, fleet);
	const unknown = unitIds.filter((id) => !units.some((unit) => unit.id === id));
	if (unknown.length > 0) throw noSuchUnit(unknown);
	// One that nobody ever told anything of has no record to lock: who is told that others went is told of it too.
	if (units.some(isOut)) throw unitsOut((await readUnits(tx, unitIds, fleet)).filter(isOut));
	const ids: string[] = [];
	for (const unit of units) ids.push(await orderUnit(tx, unit, incident, note));
	if (requestId !== undefined) {
		await sendForRequest(tx, { id: requestId, incidentId, unitIds: units.map(({ id }) => id), byName });
	}
	return ids;
}

function isOut({ state, dispatchId }: Unit): boolean {
	return !mayBeSent(state) || (dispatchId !== null && state !== '25');
}

/** Those that there are, in one order, so that two dispatchers who want the same units do not wait for one another. */
async function readUnits(tx: WriteTx, unitIds: readonly string[], fleet: UnitOrder['fleet']): Promise<Unit[]> {
	const units: Unit[] = [];
	for (const id of [...new Set(unitIds)].sort()) {
		const unit = describeUnit(fleet.get(id), await tx.read('unit', id));
		if (unit) units.push(unit);
	}
	return units;
}

async function orderUnit(tx: WriteTx, unit: Unit, incident: IncidentRecord, note: string): Promise<string> {
	const { plate, type, model, stationId, district, state, stateSinceMs } = unit;
	if (unit.dispatchId !== null) {
		const reason = `sent to ${incident.id} on its way back`;
		const set = { endedAtMs: tx.nowMs };
		const ended = await tx.append({ collection: 'dispatch', id: unit.dispatchId, kind: 'dispatch/ended', reason, set });
		await followDispatch(tx, ended);
	}
	const id = await tx.takeDayId('dispatch');
	await tx.append({
		collection: 'dispatch',
		id,
		kind: 'dispatch/ordered',
		expectVersion: 0,
		set: {
			...{ plate, type, stationId, note },
			incidentId: incident.id,
			unitId: unit.id,
			district: incident.district,
			orderedAtMs: tx.nowMs,
			times: { ...NO_TIMES, received: tx.nowMs },
			turnedBackAtMs: null,
			endedAtMs: null,
		},
	});
	await tx.append({
		collection: 'unit',
		id: unit.id,
		kind: 'unit/ordered',
		expectVersion: unit.version,
		set: {
			...{ plate, type, model, stationId, district, state, stateSinceMs, note: unit.note },
			incidentId: incident.id,
			dispatchId: id,
		},
	});
	return id;
}

function unitsOut(out: readonly Unit[]): ConflictError {
	const names = out.map(({ plate, incidentId, state }) => `${plate} (${state}, ${incidentId ?? 'no incident'})`);
	return new ConflictError('unit/out', `units: got ${names.join(', ')} out already, expected units that may be sent`, {
		context: { units: out.map(({ id, plate, state, incidentId }) => ({ id, plate, state, incidentId })) },
	});
}
