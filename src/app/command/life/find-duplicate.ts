import type { Incident } from '../../../domain/incident.ts';

/** An open incident that may be the same as another. */
export interface FoundDuplicate {
	readonly other: Incident;
	readonly distanceM: number;
	/** Names the two whichever of them is shown. */
	readonly pair: string;
}

/** The nearest proposed duplicate that is open, known here, and was not said to be another one; undefined = none. */
export function findDuplicate(
	incident: Incident,
	incidents: readonly Incident[],
	dismissed: readonly string[],
): FoundDuplicate | undefined {
	if (incident.closedAtMs !== null) return undefined;
	for (const { id, distanceM } of incident.duplicates) {
		const other = incidents.find((known) => known.id === id && known.closedAtMs === null);
		const pair = [incident.id, id].sort().join(' ');
		if (other && !dismissed.includes(pair)) return { other, distanceM, pair };
	}
	return undefined;
}
