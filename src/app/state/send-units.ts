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

/**
 * Sends units to an incident at once: nobody waits for the time in which that can be taken back. Never rejects: see `error` of the store.
 * `nowMs`: this machine's clock.
 */
export async function sendUnits(
	sending: Sending,
	incidentId: string,
	units: readonly Pick<Unit, 'id'>[],
	nowMs = Date.now(),
): Promise<boolean> {
	const { api, live, force } = sending;
	return run(force, async () => {
		const { dispatches } = await api.dispatchUnits(incidentId, { unitIds: units.map(({ id }) => id) });
		for (const dispatch of dispatches) tellLive(live, 'dispatch', dispatch);
		force.setState({
			order: { incidentId, dispatchIds: dispatches.map(({ id }) => id), untilMs: nowMs + UNDO_MS },
		});
	});
}

/** Takes the order that was given last back: each unit is as it was, but those about which something was told since; see `left` of the store. */
export async function undoOrder(sending: Sending): Promise<void> {
	const { api, live, force } = sending;
	const { order } = force.getState();
	if (!order) return;
	force.setState({ order: null });
	await run(force, async () => {
		const { dispatches, units, left } = await api.recallUnits(order.incidentId, {
			dispatchIds: [...order.dispatchIds],
		});
		for (const dispatch of dispatches) tellLive(live, 'dispatch', dispatch);
		for (const unit of units) tellLive(live, 'unit', unit);
		force.setState({ left });
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
	force.setState({ sending: true, error: null, left: [] });
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
