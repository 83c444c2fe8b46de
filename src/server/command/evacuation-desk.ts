import type { Action } from '../../domain/access/actions.ts';
import { hidePersonal } from '../../domain/access/hide-personal.ts';
import { ConflictError } from '../../domain/errors.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import type { Evacuation } from '../../domain/records/evacuation.ts';
import type { Caller } from '../http/caller.ts';
import { requireAccess } from '../identity/require-access.ts';
import { noSuchIncident, requireOpen } from '../incidents/incident-errors.ts';
import { unknownReference } from '../records/record-error.ts';
import type { Store, WriteTx } from '../store/store.ts';

/**
 * The signal to leave. Answers with the incident, without personal data. Throws NotFoundError `incident/not-found`, ForbiddenError
 * `access/denied`, ConflictError `incident/closed`.
 */
export interface EvacuationDesk {
	/** @throws ConflictError `evacuation/sounding`: one was given and not ended */
	order(caller: Caller, incidentId: string, reason: string): Promise<IncidentRecord>;
	/**
	 * A sector is out, whether it was there when the signal was given or was made since; one that has confirmed stays so.
	 * @throws ConflictError `evacuation/none`, DataError `record/unknown-reference` for a sector that is not of the incident
	 */
	confirm(caller: Caller, incidentId: string, sectorId: string): Promise<IncidentRecord>;
	/** @throws ConflictError `evacuation/none` */
	end(caller: Caller, incidentId: string, reason: string): Promise<IncidentRecord>;
}

/** Makes the desk over the store. */
export function createEvacuationDesk(store: Store): EvacuationDesk {
	async function alter(
		{ identity, context }: Caller,
		action: Action,
		id: string,
		make: (tx: WriteTx, incident: IncidentRecord) => Promise<{ what: string; reason?: string; set: Evacuation } | null>,
	): Promise<IncidentRecord> {
		return store.write(context, async (tx) => {
			const incident = await tx.read('incident', id);
			if (!incident) throw noSuchIncident(id);
			requireAccess(identity, action, incident);
			requireOpen(incident);
			const made = await make(tx, incident);
			if (made === null) return hidePersonal('incident', incident);
			const { what, reason = '', set: evacuation } = made;
			const kind = `incident/evacuation-${what}`;
			return hidePersonal(
				'incident',
				await tx.append({ collection: 'incident', id, kind, reason, set: { evacuation } }),
			);
		});
	}

	return {
		order: (caller, incidentId, reason) =>
			alter(caller, 'command.edit', incidentId, async (tx, { id, evacuation }) => {
				if (evacuation && evacuation.endedAtMs === null) {
					throw new ConflictError(
						'evacuation/sounding',
						`incident ${id}: got a second signal, expected the first ended`,
						{
							context: { id, orderedAtMs: evacuation.orderedAtMs },
						},
					);
				}
				const byName = caller.identity.actor.name;
				return {
					what: 'ordered',
					reason,
					set: { orderedAtMs: tx.nowMs, byName, reason, confirmed: [], endedAtMs: null },
				};
			}),
		confirm: (caller, incidentId, sectorId) =>
			alter(caller, 'team.edit', incidentId, async (tx, incident) => {
				const evacuation = requireSounding(incident);
				const sector = await tx.read('sector', sectorId);
				if (sector?.incidentId !== incident.id) {
					throw unknownReference('sectorId', 'sector of this incident', sectorId);
				}
				if (evacuation.confirmed.some((one) => one.sectorId === sectorId)) return null;
				const one = { sectorId, atMs: tx.nowMs, byName: caller.identity.actor.name };
				return { what: 'confirmed', set: { ...evacuation, confirmed: [...evacuation.confirmed, one] } };
			}),
		end: (caller, incidentId, reason) =>
			alter(caller, 'command.edit', incidentId, async (tx, incident) => ({
				what: 'ended',
				reason,
				set: { ...requireSounding(incident), endedAtMs: tx.nowMs },
			})),
	};
}

function requireSounding({ id, evacuation }: IncidentRecord): Evacuation {
	if (evacuation && evacuation.endedAtMs === null) return evacuation;
	throw new ConflictError('evacuation/none', `incident ${id}: got no signal that sounds, expected one`, {
		context: { id },
	});
}
