import type { RecordedEvent } from '../../domain/records/change.ts';

/** How long a unit had water on. */
export interface WaterOn {
	/** null = never. */
	readonly onS: number | null;
	/** At the end still. */
	readonly isOn: boolean;
}

/** Adds up the time between going over to 出水 (23) and to any other state, by the unit's own events; `untilMs`: end of the report. */
export function findWaterOn(events: readonly RecordedEvent[], unitId: string, untilMs: number): WaterOn {
	let onS: number | null = null;
	let sinceMs: number | null = null;
	for (const { collection, id, set, atMs } of events) {
		if (collection !== 'unit' || id !== unitId || set === null || set.state === undefined) continue;
		const told = typeof set.stateSinceMs === 'number' ? set.stateSinceMs : atMs;
		if (set.state === '23') sinceMs ??= told;
		else if (sinceMs !== null) {
			onS = (onS ?? 0) + (told - sinceMs) / 1000;
			sinceMs = null;
		}
	}
	if (sinceMs === null) return { onS, isOn: false };
	return { onS: (onS ?? 0) + Math.max(0, untilMs - sinceMs) / 1000, isOn: true };
}
