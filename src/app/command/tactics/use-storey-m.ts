import type { Incident } from '../../../domain/incident.ts';
import { useWhatIf } from '../../state/services.ts';
import { USUAL_STOREY_M } from './build-marks.ts';

/** Height of a storey of the target as it was reckoned with, metres; unknown: a usual one. */
export function useStoreyM(incident: Incident | undefined): number {
	const supposed = useWhatIf((state) => (state.incidentId === incident?.id ? state.assessment : null));
	const assessment = supposed ?? incident?.assessment;
	return assessment?.aerial?.storeyM ?? assessment?.heights?.storeyM ?? USUAL_STOREY_M;
}
