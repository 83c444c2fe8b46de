import type { z } from 'zod';
import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import { ConflictError } from '../../domain/errors.ts';
import type { Dispatch, LeftUnit, newDispatchSchema, setTimesSchema } from '../../domain/records/dispatch.ts';
import { findResponseTimes, type ResponseTimes } from '../../domain/records/response-times.ts';
import type { setUnitStateSchema, Unit } from '../../domain/records/unit.ts';
import type { ServedPack } from '../follow-pack.ts';
import type { Caller } from '../http/caller.ts';
import { requireAccess } from '../identity/require-access.ts';
import type { Store } from '../store/store.ts';
import { noSuchIncident } from './incident-errors.ts';
import { orderUnits } from './order-units.ts';
import { describeUnit, readFleet } from './read-fleet.ts';
import { recallUnits } from './recall-units.ts';
import { setState } from './set-state.ts';
import { setTimes } from './set-times.ts';
import { noSuchDispatch, noSuchUnit } from './unit-errors.ts';

/**
 * What the server does with units and dispatches. Everything throws NotFoundError `unit/not-found`, `dispatch/not-found` or
 * `incident/not-found`, ForbiddenError `access/denied`, and what the store throws.
 */
export interface UnitDesk {
	/** Every vehicle of every station, and those that are out though no station has them any more. */
	list(identity: Identity): Promise<Unit[]>;
	/**
	 * Sets a state by the transitions of GA/T 974.39, and the times of the dispatch with it. The state that it has already changes nothing; but
	 * 10 of a unit that stands by under an order calls the order off.
	 * @throws ConflictError `unit/illegal-transition`, `unit/late-report`, `record/version-conflict`, UsageError `unit/time-in-future`
	 */
	setState(caller: Caller, id: string, given: z.output<typeof setUnitStateSchema>): Promise<Unit>;
	/** Those of one incident, the newest order first, each with how fast it was. */
	listDispatches(identity: Identity, incidentId: string): Promise<(Dispatch & { response: ResponseTimes })[]>;
	/** All units or none. @throws ConflictError `unit/out` naming each that is out, `incident/closed` */
	order(caller: Caller, incidentId: string, given: z.output<typeof newDispatchSchema>): Promise<Dispatch[]>;
	/** Takes orders back; `left`: units about which something was told since, and what. */
	recall(
		caller: Caller,
		incidentId: string,
		dispatchIds: readonly string[],
	): Promise<{ dispatches: Dispatch[]; units: Unit[]; left: LeftUnit[] }>;
	/** @throws DataError `dispatch/times-out-of-order` naming both, UsageError `unit/time-in-future`, ConflictError `incident/closed` */
	setTimes(caller: Caller, id: string, given: z.output<typeof setTimesSchema>): Promise<Dispatch>;
}

export interface UnitDeskParts {
	readonly store: Store;
	/** With the service's stations laid over. */
	readonly pack: ServedPack;
}

/** Makes the desk over the store. */
export function createUnitDesk({ store, pack }: UnitDeskParts): UnitDesk {
	async function readUnit(identity: Identity, id: string): Promise<Unit> {
		const [fleet, kept] = [await readFleet(pack), await store.read('unit', id)];
		const unit = describeUnit(fleet.get(id), kept);
		if (!unit) throw noSuchUnit([id]);
		requireAccess(identity, 'unit.set-state', unit);
		return unit;
	}

	return {
		async list(identity) {
			const [fleet, records] = await Promise.all([readFleet(pack), store.list('unit')]);
			const kept = new Map(records.map((unit) => [unit.id, unit]));
			const known = [...fleet].flatMap(([id, found]) => describeUnit(found, kept.get(id)) ?? []);
			const gone = records.filter(({ id, incidentId }) => incidentId !== null && !fleet.has(id));
			return [...known, ...gone].filter((unit) => mayDo(identity, 'unit.read', unit));
		},
		async setState(caller, id, given) {
			const fleet = await readFleet(pack);
			const write = () =>
				store.write(caller.context, async (tx) => {
					const unit = describeUnit(fleet.get(id), await tx.read('unit', id));
					if (!unit) throw noSuchUnit([id]);
					requireAccess(caller.identity, 'unit.set-state', unit);
					await setState(tx, unit, given);
					return null;
				});
			await (given.version === undefined ? writeAgain(write) : write());
			return readUnit(caller.identity, id);
		},
		async listDispatches(identity, incidentId) {
			const incident = await store.read('incident', incidentId);
			if (!incident) throw noSuchIncident(incidentId);
			requireAccess(identity, 'unit.read', incident);
			const dispatches = await store.list('dispatch', { where: { incidentId } });
			return dispatches.map((dispatch) => ({
				...dispatch,
				response: findResponseTimes(incident.createdAtMs, dispatch, dispatches),
			}));
		},
		async order(caller, incidentId, { unitIds, note, requestId }) {
			const fleet = await readFleet(pack);
			const ids = await writeAgain(() =>
				store.write(caller.context, (tx) =>
					orderUnits(
						tx,
						{ incidentId, unitIds, note, requestId, byName: caller.identity.actor.name, fleet },
						(incident) => requireAccess(caller.identity, 'dispatch.order', incident),
					),
				),
			);
			const made = await Promise.all(ids.map((id) => store.read('dispatch', id)));
			return made.flatMap((dispatch) => dispatch ?? []);
		},
		async recall(caller, incidentId, dispatchIds) {
			const { left, ...changed } = await store.write(caller.context, async (tx) => {
				const incident = await tx.read('incident', incidentId);
				if (!incident) throw noSuchIncident(incidentId);
				requireAccess(caller.identity, 'dispatch.order', incident);
				return recallUnits(tx, incidentId, dispatchIds, 'order taken back');
			});
			const [dispatches, units] = await Promise.all([
				Promise.all(changed.dispatchIds.map((id) => store.read('dispatch', id))),
				Promise.all(changed.unitIds.map((id) => store.read('unit', id))),
			]);
			return { dispatches: dispatches.flatMap((one) => one ?? []), units: units.flatMap((one) => one ?? []), left };
		},
		async setTimes(caller, id, given) {
			const fleet = await readFleet(pack);
			await store.write(caller.context, async (tx) => {
				await setTimes(tx, id, given, (dispatch) => {
					// A crew reports on its own vehicle also when it was sent beyond its district.
					const home = fleet.get(dispatch.unitId)?.station.town ?? dispatch.district;
					const isOwn = mayDo(caller.identity, 'unit.set-state', { district: home });
					if (!isOwn) requireAccess(caller.identity, 'unit.set-state', dispatch);
				});
				return null;
			});
			const dispatch = await store.read('dispatch', id);
			if (!dispatch) throw noSuchDispatch(id);
			return dispatch;
		},
	};
}

/**
 * Of a unit that was never recorded there is nothing to lock: of two first writes at once one meets the other's. It is done again, and then
 * finds what the other wrote.
 */
async function writeAgain<T>(write: () => Promise<T>): Promise<T> {
	try {
		return await write();
	} catch (error) {
		if (error instanceof ConflictError && error.code === 'record/version-conflict') return write();
		throw error;
	}
}
