import type { Api } from '../../../client/api.ts';
import type { LiveStore } from '../../../client/state/live-store.ts';
import type { ResourceRequest } from '../../../domain/records/resource-request.ts';
import type { VehicleType } from '../../../domain/vehicle.ts';
import { tellLive } from '../../state/tell-live.ts';

/** A vehicle that the scene needs. */
export interface VehicleNeed {
	readonly incidentId: string;
	readonly type: VehicleType;
	/** Of the vehicle catalogue; null = any of the type. */
	readonly model: string | null;
	/** Why; '' = not said. */
	readonly reason: string;
}

/**
 * Asks for one vehicle for an incident; the request stands in every page's list at once. May who wants to ask do so: `useBlock('request.add')`.
 * @throws what api.addRequest throws
 */
export async function askForVehicle(
	{ api, live }: { readonly api: Api; readonly live: LiveStore },
	{ incidentId, type, model, reason }: VehicleNeed,
): Promise<ResourceRequest> {
	const request = await api.addRequest({ incidentId, what: { kind: 'vehicle', type, model }, count: 1, reason });
	tellLive(live, 'request', request);
	return request;
}
