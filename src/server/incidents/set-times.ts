import type { z } from 'zod';
import { DataError } from '../../domain/errors.ts';
import { type Dispatch, findDisorder, type setTimesSchema } from '../../domain/records/dispatch.ts';
import { followDispatch } from '../command/request-desk.ts';
import type { WriteTx } from '../store/store.ts';
import { requireOpen } from './incident-errors.ts';
import { noSuchDispatch, requirePast } from './unit-errors.ts';

/** Tells or corrects times of a dispatch. @throws as UnitDesk.setTimes, what `check` throws */
export async function setTimes(
	tx: WriteTx,
	id: string,
	{ times: given, version }: z.output<typeof setTimesSchema>,
	check: (dispatch: Dispatch) => void,
): Promise<void> {
	const dispatch = await tx.read('dispatch', id);
	if (!dispatch) throw noSuchDispatch(id);
	check(dispatch);
	const incident = await tx.read('incident', dispatch.incidentId);
	if (incident) requireOpen(incident);
	for (const [name, atMs] of Object.entries(given)) {
		if (typeof atMs === 'number') requirePast(`dispatch ${id}: ${name}`, atMs, tx.nowMs);
	}
	const times = { ...dispatch.times, ...given };
	const disorder = findDisorder(times);
	if (disorder) {
		const [earlier, later] = disorder;
		throw new DataError(
			'dispatch/times-out-of-order',
			`dispatch ${id}: got ${earlier} ${times[earlier]} after ${later} ${times[later]}, expected ${earlier} not after ${later}`,
			{ context: { id, earlier, later, times: { [earlier]: times[earlier], [later]: times[later] } } },
		);
	}
	const changed = await tx.append({
		collection: 'dispatch',
		id,
		kind: 'dispatch/times-told',
		set: { times },
		...(version === undefined ? {} : { expectVersion: version }),
	});
	await followDispatch(tx, changed);
}
