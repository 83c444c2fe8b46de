import type { z } from 'zod';
import type { Identity } from '../../domain/access/may-do.ts';
import type { COMMAND_ROUTES } from '../../domain/api/command-routes.ts';
import { ConflictError } from '../../domain/errors.ts';
import type { Dispatch } from '../../domain/records/dispatch.ts';
import {
	REQUEST_STATES,
	REQUEST_STEPS,
	type RequestState,
	type ResourceRequest,
} from '../../domain/records/resource-request.ts';
import type { Caller } from '../http/caller.ts';
import { requireAccess } from '../identity/require-access.ts';
import { requireOpen } from '../incidents/incident-errors.ts';
import { unknownReference } from '../records/record-error.ts';
import type { Store, WriteTx } from '../store/store.ts';
import { createHeldBook, type HeldChange } from './held-book.ts';

type Answer = z.output<(typeof COMMAND_ROUTES)['answerRequest']['body']>;

/**
 * What the server does with resource requests. Throws what HeldBook throws, ConflictError `request/illegal-step`, DataError
 * `record/unknown-reference` for a unit that was not sent to the incident.
 */
export interface RequestDesk {
	list(identity: Identity, incidentId: string | undefined): Promise<ResourceRequest[]>;
	add(
		caller: Caller,
		incidentId: string,
		asked: Pick<ResourceRequest, 'what' | 'count' | 'reason'>,
	): Promise<ResourceRequest>;
	/** By REQUEST_STEPS; 'withdrawn' by who may ask. */
	answer(caller: Caller, id: string, answer: Answer): Promise<ResourceRequest>;
	/** Does nothing to one that is withdrawn. */
	withdraw(caller: Caller, id: string): Promise<ResourceRequest>;
}

/** Makes the desk over the store. */
export function createRequestDesk(store: Store): RequestDesk {
	const book = createHeldBook(store, { collection: 'request', prefix: 'r', checkOpen: requireOpen });
	return {
		list: book.list,
		add: (caller, incidentId, asked) =>
			book.add(caller, 'request.add', incidentId, async ({ tx }) => ({
				kind: 'request/asked',
				set: {
					...asked,
					state: 'asked',
					answer: '',
					askedBy: caller.identity.actor.name,
					answeredBy: null,
					unitIds: [],
					times: { asked: tx.nowMs },
				},
			})),
		answer: (caller, id, { version, state, answer, unitIds }) =>
			book.change(
				caller,
				'request.answer',
				id,
				async ({ tx, incident, record }) => {
					if (state === 'withdrawn') requireAccess(caller.identity, 'request.add', incident);
					requireStep(record, state);
					if (unitIds) await requireSent(tx, incident.id, unitIds);
					const { kind, set } = step(record, state, tx.nowMs);
					const told = { answer, answeredBy: caller.identity.actor.name, ...(unitIds && { unitIds }) };
					return { kind, set: { ...set, ...told } };
				},
				version,
			),
		withdraw: (caller, id) =>
			book.change(caller, 'request.add', id, async ({ tx, record }) => {
				if (record.state === 'withdrawn') return null;
				requireStep(record, 'withdrawn');
				return step(record, 'withdrawn', tx.nowMs);
			}),
	};
}

/**
 * Units were ordered for a request: it is sent, and names them; more for one that is sent are added.
 * @throws DataError `record/unknown-reference` when it is not of the incident, ConflictError `request/illegal-step`
 */
export async function sendForRequest(
	tx: WriteTx,
	{
		id,
		incidentId,
		unitIds,
		byName,
	}: { readonly id: string; readonly incidentId: string; readonly unitIds: readonly string[]; readonly byName: string },
): Promise<void> {
	const request = await tx.read('request', id);
	if (request?.incidentId !== incidentId) throw unknownReference('requestId', 'request of this incident', id);
	const all = [...new Set([...request.unitIds, ...unitIds])];
	if (request.state === 'sent') {
		await tx.append({ collection: 'request', id, kind: 'request/units-added', set: { unitIds: all } });
		return;
	}
	requireStep(request, 'sent');
	const { kind, set } = step(request, 'sent', tx.nowMs);
	await tx.append({ collection: 'request', id, kind, set: { ...set, unitIds: all, answeredBy: byName } });
}

/**
 * What a dispatch that has just changed means for the requests of its incident: one has arrived when the first of its units has, and none is
 * on its way any more. `changed`: as it is now.
 */
export async function followDispatch(tx: WriteTx, changed: Dispatch): Promise<void> {
	const { incidentId, unitId } = changed;
	const sent = await tx.list('request', { where: { incidentId, state: 'sent' } });
	const concerned = sent.filter(({ unitIds }) => unitIds.includes(unitId));
	if (concerned.length === 0) return;
	const [incident] = await tx.list('incident', { where: { id: incidentId } });
	if (!incident || incident.closedAtMs !== null) return;
	const listed = await tx.list('dispatch', { where: { incidentId } });
	const dispatches = listed.map((dispatch) => (dispatch.id === changed.id ? changed : dispatch));
	for (const { id } of concerned) {
		const request = await tx.read('request', id);
		if (request?.state !== 'sent') continue;
		const newest = request.unitIds.flatMap((sentId) => dispatches.find((one) => one.unitId === sentId) ?? []);
		const arrivals = newest.flatMap(({ times }) => times.arrived ?? []);
		const isAwaited = newest.some(({ times, endedAtMs }) => times.arrived === null && endedAtMs === null);
		if (arrivals.length === 0 || isAwaited) continue;
		const { kind, set } = step(request, 'arrived', Math.max(...arrivals));
		await tx.append({ collection: 'request', id, kind, set });
	}
}

/**
 * An order was taken back: no request of its incident names the unit any more, and one for which nobody is sent now is what it was before.
 */
export async function takeBackSent(tx: WriteTx, { incidentId, unitId }: Dispatch): Promise<void> {
	const listed = await tx.list('request', { where: { incidentId } });
	for (const { id } of listed.filter(({ unitIds }) => unitIds.includes(unitId))) {
		const request = await tx.read('request', id);
		if (request?.state !== 'sent' && request?.state !== 'arrived') continue;
		const unitIds = request.unitIds.filter((other) => other !== unitId);
		if (unitIds.length > 0 || request.state === 'arrived') {
			await tx.append({ collection: 'request', id, kind: 'request/units-recalled', set: { unitIds } });
			continue;
		}
		const { sent: _, ...times } = request.times;
		const state = findLatest(times);
		const answered = state === 'asked' && { answeredBy: null };
		await tx.append({
			collection: 'request',
			id,
			kind: 'request/recalled',
			set: { state, times, unitIds, ...answered },
		});
	}
}

/** The state that it came to last. */
function findLatest(times: ResourceRequest['times']): RequestState {
	const reached = REQUEST_STATES.filter((state) => times[state] !== undefined);
	return reached.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0)).at(-1) ?? 'asked';
}

function step(request: ResourceRequest, state: RequestState, atMs: number): HeldChange<'request'> {
	return { kind: `request/${state}`, set: { state, times: { ...request.times, [state]: atMs } } };
}

/** @throws ConflictError `request/illegal-step` naming the states that may follow */
function requireStep({ id, state: from }: ResourceRequest, to: RequestState): void {
	const next = REQUEST_STEPS[from];
	if (next.includes(to)) return;
	throw new ConflictError(
		'request/illegal-step',
		`request ${id}: got ${from} to ${to}, expected ${from} to ${next.join(', ') || 'stay'}`,
		{ context: { id, from, to, next } },
	);
}

async function requireSent(tx: WriteTx, incidentId: string, unitIds: readonly string[]): Promise<void> {
	const dispatches = await tx.list('dispatch', { where: { incidentId } });
	const strange = unitIds.find((id) => !dispatches.some(({ unitId }) => unitId === id));
	if (strange !== undefined) throw unknownReference('unitIds', 'unit sent to this incident', strange);
}
