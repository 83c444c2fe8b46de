import { useState } from 'react';
import { putIncident } from '../../client/state/live-store.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import { useServices } from '../state/services.ts';

/** What is done with one press, with what went wrong last; `error` is null while all is well. */
export interface IncidentActions {
	readonly acknowledge: (id: string) => void;
	readonly setPhase: (incident: Pick<IncidentRecord, 'id' | 'version'>, phase: IncidentRecord['phase']) => void;
	readonly evacuate: (id: string, reason: string) => void;
	readonly busy: boolean;
	readonly error: unknown;
}

/** Sends what is done with an incident; the answer goes into the live list at once, the feed brings it to the other pages. */
export function useIncidentActions(): IncidentActions {
	const { api, live, selection } = useServices();
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>(null);

	async function run(send: () => Promise<IncidentRecord>): Promise<IncidentRecord | undefined> {
		setBusy(true);
		setError(null);
		try {
			const incident = await send();
			putIncident(live, incident);
			return incident;
		} catch (failure) {
			setError(failure);
			return undefined;
		} finally {
			setBusy(false);
		}
	}

	return {
		acknowledge: (id) => {
			void run(() => api.acknowledgeIncident(id)).then((incident) => {
				if (incident) selection.setState({ incidentId: incident.id });
			});
		},
		setPhase: ({ id, version }, phase) => void run(() => api.changeIncident(id, { version, phase })),
		evacuate: (id, reason) => void run(() => api.orderEvacuation(id, reason)),
		busy,
		error,
	};
}
