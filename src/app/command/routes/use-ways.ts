import { useMemo } from 'react';
import type { Incident } from '../../../domain/incident.ts';
import { useLive, useUi, useWaysState, useWhatIf } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { findShownAssessment } from '../../state/use-shown-assessment.ts';
import { listAskedWays, listRecordedWays, replaceRoute, type Way } from '../../state/way.ts';
import type { Choice } from '../../state/ways-store.ts';
import type { ClosureChange, WhatIfState } from '../../state/what-if-store.ts';

const NONE: readonly Way[] = [];

function applyChoices(ways: readonly Way[], choices: Readonly<Record<string, Choice>>): Way[] {
	return ways.map((way) => {
		const choice = choices[way.id];
		const route = choice?.answer.routes[choice.index];
		return route && (choice.index > 0 || choice.side !== null) ? replaceRoute(way, route, choice.departAtMs) : way;
	});
}

/** Why the shown ways are not the recorded ones, or not for long. */
export interface Reckoned extends ClosureChange {
	readonly status: Exclude<WhatIfState['status'], 'idle'>;
	readonly error: unknown;
	/** The ways are of what was reckoned anew; false = they are still the recorded ones. */
	readonly isAnew: boolean;
	/** The record itself was made anew with these closures: there is no older one to compare with. */
	readonly isRecorded: boolean;
}

/** The shown incident's ways: as recorded, or found anew since the closures changed; with what was chosen in place of the best. */
export function useAlarmWays(incident: Incident | undefined): {
	readonly ways: readonly Way[];
	readonly reckoned: Reckoned | null;
} {
	const whatIf = useWhatIf((state) => state);
	const choices = useWaysState((state) => state.choices);
	const shown = incident && findShownAssessment(incident, whatIf);
	const [assessment, assessedAtMs] = [shown?.assessment, shown?.assessedAtMs ?? 0];
	const ways = useMemo(
		() => (assessment ? applyChoices(listRecordedWays(assessment, assessedAtMs), choices) : NONE),
		[assessment, assessedAtMs, choices],
	);
	const { status } = whatIf;
	const isOther = incident?.id === whatIf.incidentId && shown?.changed.includes('closures');
	const sinceCall = useLive((state) => state.activeClosures)
		.filter(({ createdAtMs }) => incident && createdAtMs > incident.createdAtMs)
		.map(({ id }) => id);
	const isRecorded = status === 'idle' && (incident?.assessed?.revision ?? 1) > 1 && sinceCall.length > 0;
	const reckoned: Reckoned | null =
		isOther && status !== 'idle'
			? { ...whatIf.closures, status, error: whatIf.error, isAnew: whatIf.assessment !== null, isRecorded: false }
			: isRecorded
				? { added: sinceCall, lifted: [], status: 'ready', error: null, isAnew: true, isRecorded }
				: null;
	return { ways, reckoned };
}

/** The ways asked for with the route tool. */
export function useAskedWays(): readonly Way[] {
	const answers = useWaysState((state) => state.asked.answers);
	const departAtMs = useWaysState((state) => state.asked.departAtMs);
	const from = useWaysState((state) => state.ask.from);
	return useMemo(() => (from ? listAskedWays(answers, from, departAtMs) : NONE), [answers, from, departAtMs]);
}

/** The ways on the map: while the route tool is open its own, else the incident's. */
export function useShownWays(): readonly Way[] {
	const isAsking = useUi((state) => state.tool === 'route');
	const { ways } = useAlarmWays(useCurrentIncident());
	const asked = useAskedWays();
	return isAsking ? asked : ways;
}
