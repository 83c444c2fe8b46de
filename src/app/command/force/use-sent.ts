import type { Incident } from '../../../domain/incident.ts';
import type { VehiclePosition } from '../../../domain/topics.ts';
import { useForce, useServices } from '../../state/services.ts';
import { useServerNow } from '../../state/use-server-now.ts';
import { useShownAssessment } from '../../state/use-shown-assessment.ts';
import { listSent, type SentUnit } from './list-sent.ts';
import { useAssignment } from './use-assignment.ts';

const NONE: readonly VehiclePosition[] = [];

/** The units that are out for an incident, renewed each second; with the assignment they are of. */
export function useSent(incident: Incident): ReturnType<typeof useAssignment> & { readonly sent: readonly SentUnit[] } {
	const { feed } = useServices();
	const { assignment, fleet } = useAssignment(incident);
	const { assessment } = useShownAssessment(incident);
	const arrivals = useForce((state) => state.arrivals);
	const reckoned = useForce((state) => state.reckoned);
	const nowMs = useServerNow();
	// Drawn each second with the clock, and looked at then: not with each frame.
	const positions = feed?.vehicles.get() ?? NONE;
	const { force = null, stations = [] } = assessment ?? {};
	const turnoutS = Math.max(
		0,
		...stations.map(({ arrivalS, travelS }) => (arrivalS !== null && travelS !== null ? arrivalS - travelS : 0)),
	);
	const facts = { incident, force, turnoutS, fleet, arrivals, reckoned, positions, nowMs };
	return { assignment, fleet, sent: listSent(assignment.sent, facts) };
}
