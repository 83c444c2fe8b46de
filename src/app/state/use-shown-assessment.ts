import { useMemo } from 'react';
import type { Situation } from '../../domain/alert/situation.ts';
import type { Assessment } from '../../domain/assessment.ts';
import type { Incident } from '../../domain/incident.ts';
import { useWhatIf } from './services.ts';
import { describeNothing, readSituation, type WhatIfState } from './what-if-store.ts';

/** The assessment that is shown of an incident, and how it stands to the recorded one. */
export interface ShownAssessment {
	/** As recorded, or as reckoned anew last; null = there is none yet. */
	readonly assessment: Assessment | null;
	/** What is supposed is not what was recorded (a closure since then is no supposition). */
	readonly isWhatIf: boolean;
	/** What is other than recorded; empty = the record is shown. */
	readonly changed: readonly (keyof Situation | 'closures')[];
	/** What is wanted; while `status` is 'loading' or 'failed' the assessment may be of another. */
	readonly situation: Situation;
	readonly status: WhatIfState['status'];
	readonly error: unknown;
	/** The server's clock that the shown assessment was made for; without one, of the call. */
	readonly assessedAtMs: number;
}

/** The assessment to show of an incident. Pure, for tests and for what is not React. */
export function findShownAssessment(incident: Incident, state: WhatIfState): ShownAssessment {
	const whatIf = state.incidentId === incident.id ? state : describeNothing(incident.id);
	const { closures, assessment, reckonedAtMs, status, error } = whatIf;
	const supposed = Object.keys(whatIf.situation) as (keyof Situation)[];
	const isOtherRoads = closures.added.length + closures.lifted.length > 0;
	return {
		assessment: assessment ?? incident.assessment,
		isWhatIf: supposed.length > 0,
		changed: isOtherRoads ? [...supposed, 'closures'] : supposed,
		situation: readSituation(incident, whatIf),
		status,
		error,
		assessedAtMs: assessment ? reckonedAtMs : readAssessedAtMs(incident),
	};
}

/** The server's clock at which the recorded assessment was made; of the call where that is not told. */
export function readAssessedAtMs({ assessed, createdAtMs }: Incident): number {
	return assessed?.madeAtMs ?? createdAtMs;
}

/** The assessment to show of an incident. */
export function useShownAssessment(incident: Incident): ShownAssessment {
	const state = useWhatIf((whatIf) => whatIf);
	return useMemo(() => findShownAssessment(incident, state), [incident, state]);
}
