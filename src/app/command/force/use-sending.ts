import type { Incident } from '../../../domain/incident.ts';
import { NO_EDITS } from '../../state/force-store.ts';
import { reckonArrival } from '../../state/reckon-arrival.ts';
import { sendUnits, undoOrder } from '../../state/send-units.ts';
import { useServices } from '../../state/services.ts';
import type { FleetUnit } from './list-fleet.ts';
import { addUnit, removeUnit } from './read-assignment.ts';

/** What can be done with the assignment of an incident, one press each. */
export interface AssignmentActs {
	readonly send: (units: readonly Pick<FleetUnit, 'id'>[]) => void;
	readonly undo: () => void;
	readonly add: (unit: FleetUnit) => void;
	readonly remove: (id: string) => void;
	readonly swap: (id: string, other: FleetUnit) => void;
}

/** The acts on the assignment of an incident. Changes are this page's own until they are sent. */
export function useSending(incident: Incident): AssignmentActs {
	const services = useServices();
	const { force } = services;
	const { id: incidentId } = incident;
	const edit = (change: (edits: typeof NO_EDITS) => typeof NO_EDITS) =>
		force.setState(({ edits }) => ({ edits: { ...edits, [incidentId]: change(edits[incidentId] ?? NO_EDITS) } }));
	const reckon = ({ id, station, vehicle }: FleetUnit) => {
		if (station && vehicle) void reckonArrival(services, incident, { id, station, profile: vehicle.profile });
	};
	return {
		send: (units) => void sendUnits(services, incidentId, units),
		undo: () => void undoOrder(services),
		add: (unit) => {
			edit((edits) => addUnit(edits, unit.id));
			reckon(unit);
		},
		remove: (id) => edit((edits) => removeUnit(edits, id)),
		swap: (id, other) => {
			edit((edits) => addUnit(removeUnit(edits, id), other.id));
			reckon(other);
		},
	};
}
