import type { z } from 'zod';
import { ConflictError } from '../../domain/errors.ts';
import type { setUnitStateSchema, Unit } from '../../domain/records/unit.ts';
import { checkTransition, findDispatchTimes } from '../../domain/records/unit-state.ts';
import { followDispatch } from '../command/request-desk.ts';
import { leaveSectors } from '../command/sector-desk.ts';
import type { WriteTx } from '../store/store.ts';
import { requirePast } from './unit-errors.ts';

/** Sets a unit's state, and what that tells of its dispatch, of the request it was sent for, and of the sector it worked in. @throws as UnitDesk.setState */
export async function setState(
	tx: WriteTx,
	unit: Unit,
	{ state, atMs, note, version }: z.output<typeof setUnitStateSchema>,
): Promise<void> {
	const { id, dispatchId, stateSinceMs, plate, type, model, stationId, district } = unit;
	if (atMs !== undefined) requirePast(`unit ${id}: atMs`, atMs, tx.nowMs);
	const isSeen = version === undefined || version === unit.version;
	const dispatch = dispatchId === null ? undefined : await tx.read('dispatch', dispatchId);
	const calledOff = state === '10' && unit.state === '10' && dispatch !== undefined;
	if (isSeen && state === unit.state && !calledOff) return;
	const lastMs = Math.max(stateSinceMs ?? 0, calledOff ? dispatch.orderedAtMs : 0);
	// The server's clock was set back since: what is told now did not happen before that.
	const isSetBack = lastMs > tx.nowMs;
	// A vehicle's clock that is a little fast: it happened now at the latest.
	const sinceMs = isSetBack ? lastMs : Math.min(atMs ?? tx.nowMs, tx.nowMs);
	if (isSeen) {
		requireLegal(unit, state, calledOff);
		if (sinceMs < lastMs) {
			throw new ConflictError(
				'unit/late-report',
				`unit ${id}: got ${state} at ${sinceMs}, expected a time from ${lastMs} on, when it went over to ${unit.state}`,
				{ context: { id, state, atMs: sinceMs, current: unit.state, sinceMs: lastMs } },
			);
		}
	}
	const isOver = state === '10';
	await tx.append({
		collection: 'unit',
		id,
		kind: 'unit/state-set',
		expectVersion: version ?? unit.version,
		set: {
			...{ plate, type, model, stationId, district, state, note },
			stateSinceMs: sinceMs,
			incidentId: isOver ? null : unit.incidentId,
			dispatchId: isOver ? null : dispatchId,
		},
	});
	if (!dispatch) return;
	if (isOver || state === '25') await leaveSectors(tx, dispatch.incidentId, [id]);
	// An order is never obeyed before it was given, whatever the clock of the vehicle says.
	const stamp = findDispatchTimes(unit.state, state, Math.max(sinceMs, dispatch.orderedAtMs), dispatch);
	if (Object.keys(stamp).length === 0) return;
	const kind = stamp.endedAtMs === undefined ? 'dispatch/times-told' : 'dispatch/ended';
	await followDispatch(tx, await tx.append({ collection: 'dispatch', id: dispatch.id, kind, set: stamp }));
}

/** @throws ConflictError `unit/illegal-transition` naming the states that may follow */
function requireLegal({ id, state: from }: Unit, to: Unit['state'], calledOff: boolean): void {
	const { basis, next } = checkTransition(from, to);
	if (basis !== null || calledOff) return;
	throw new ConflictError(
		'unit/illegal-transition',
		`unit ${id}: got ${from} to ${to}, expected ${from} to ${next.join(', ')} (GA/T 974.39)`,
		{ context: { id, from, to, next } },
	);
}
