import type { Api } from '../../client/api.ts';
import type { LiveStore } from '../../client/state/live-store.ts';
import type { Dispatch, DispatchTime } from '../../domain/records/dispatch.ts';
import type { Unit } from '../../domain/records/unit.ts';
import type { UnitState } from '../../domain/records/unit-state.ts';
import type { ForceStore } from './force-store.ts';
import { tellLive } from './tell-live.ts';

/** How long an order can be taken back by one press (UI design language, section 5). */
export const UNDO_MS = 5000;

/** What sending needs. */
export interface Sending {
	readonly api: Api;
	readonly live: LiveStore;
	readonly force: ForceStore;
}

type Sent = Pick<Unit, 'id' | 'state'>;

/** States that standing by and being called back to them leads to again. */
const PUT_BACK: readonly UnitState[] = ['26', '30'];

/** Whether an order to a unit can be taken back: one on its way back to the station cannot be put there again. */
export function canCallOff({ state }: Pick<Unit, 'state'>): boolean {
	return state === '10' || PUT_BACK.includes(state);
}

/**
 * Sends units to an incident at once: nobody waits for the time in which that can be taken back. Never rejects: see `error` of the store.
 * `nowMs`: this machine's clock.
 */
export async function sendUnits(
	sending: Sending,
	incidentId: string,
	units: readonly Sent[],
	nowMs = Date.now(),
): Promise<boolean> {
	const { api, live, force } = sending;
	const unitIds = units.map(({ id }) => id);
	return run(force, async () => {
		const { dispatches } = await api.dispatchUnits(incidentId, { unitIds });
		for (const dispatch of dispatches) tellLive(live, 'dispatch', dispatch);
		const order = { incidentId, unitIds: units.filter(canCallOff).map(({ id }) => id), untilMs: nowMs + UNDO_MS };
		force.setState({ order: order.unitIds.length > 0 ? order : null });
	});
}

/** Calls off the order that was given last; a unit that waited elsewhere or trained is put back to that. */
export async function undoOrder(sending: Sending): Promise<void> {
	const { api, live, force } = sending;
	const { order } = force.getState();
	if (!order) return;
	force.setState({ order: null });
	const before = new Map(live.getState().units.map((unit) => [unit.id, unit.state]));
	await run(force, async () => {
		const failed: unknown[] = [];
		for (const id of order.unitIds) {
			const state = before.get(id) ?? '10';
			try {
				tellLive(live, 'unit', await api.setUnitState(id, { state: '10' }));
				if (PUT_BACK.includes(state)) tellLive(live, 'unit', await api.setUnitState(id, { state }));
			} catch (error) {
				failed.push(error);
			}
		}
		if (failed.length > 0) throw failed[0];
	});
}

/** Tells that a unit is in another state now. */
export function tellUnitState(
	sending: Sending,
	{ id }: Pick<Unit, 'id'>,
	state: UnitState,
	note = '',
): Promise<boolean> {
	const { api, live, force } = sending;
	return run(force, async () => tellLive(live, 'unit', await api.setUnitState(id, { state, note })));
}

/** Tells or corrects times of a dispatch; null takes one back. The version that was seen goes with it. */
export function tellTimes(
	{ api, live, force }: Sending,
	{ id, version }: Pick<Dispatch, 'id' | 'version'>,
	times: Partial<Record<DispatchTime, number | null>>,
): Promise<boolean> {
	return run(force, async () => tellLive(live, 'dispatch', await api.setDispatchTimes(id, { times, version })));
}

/** Forgets the order that can be taken back once its time is over. */
export function closeUndo(force: ForceStore, untilMs: number): void {
	force.setState(({ order }) => (order?.untilMs === untilMs ? { order: null } : {}));
}

async function run(force: ForceStore, send: () => Promise<unknown>): Promise<boolean> {
	force.setState({ sending: true, error: null });
	try {
		await send();
		return true;
	} catch (error) {
		force.setState({ error });
		return false;
	} finally {
		force.setState({ sending: false });
	}
}
