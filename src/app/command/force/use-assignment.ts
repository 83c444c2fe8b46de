import { useMemo } from 'react';
import type { Incident } from '../../../domain/incident.ts';
import { NO_EDITS } from '../../state/force-store.ts';
import { useForce, useLive } from '../../state/services.ts';
import { useShownAssessment } from '../../state/use-shown-assessment.ts';
import { type Fleet, useFleet } from './list-fleet.ts';
import { type Assignment, readAssignment } from './read-assignment.ts';

/** Who is sent to an incident and who would be, and the city's vehicles with it. */
export function useAssignment(incident: Incident): { readonly assignment: Assignment; readonly fleet: Fleet } {
	const fleet = useFleet();
	const { assessment } = useShownAssessment(incident);
	const force = assessment?.force ?? null;
	const dispatches = useLive((state) => state.dispatches);
	const edits = useForce((state) => state.edits[incident.id] ?? NO_EDITS);
	const reckoned = useForce((state) => state.reckoned);
	const assignment = useMemo(
		() => readAssignment(incident.id, force, fleet, dispatches, edits, reckoned),
		[incident.id, force, fleet, dispatches, edits, reckoned],
	);
	return { assignment, fleet };
}
