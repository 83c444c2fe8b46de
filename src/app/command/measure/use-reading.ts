import { useEffect, useState } from 'react';
import type { Snapper } from '../../../client/snapper.ts';
import type { MeasureQuery } from '../../../domain/measure.ts';
import type { SnapHit } from '../../../domain/snap.ts';
import { type MeasureMode, type MeasureState, needsBuildings } from '../../state/measure-store.ts';
import { useMeasure, useServices } from '../../state/services.ts';

/** What is to be reckoned now: the points that were set, and the pointer as the next one; null = nothing. */
export function readQuery({ mode, points, hover, isDone }: MeasureState): MeasureQuery | null {
	if (mode === 'building') return null;
	const next = isDone || !hover || !takesPointer(mode, points, hover) ? points : [...points, hover];
	return next.length > 0 ? { kind: mode, points: next } : null;
}

/**
 * A building's height stands when it was clicked: the pointer that goes on its way does not make a difference of it. Beside a building the
 * pointer is on its way to one.
 */
function takesPointer(mode: MeasureMode, points: readonly SnapHit[], hover: SnapHit): boolean {
	const isOff = hover.snap.buildingId === null;
	const last = points.at(-1);
	// Where the last point was set there is no next one yet.
	if (last && last.lon === hover.lon && last.lat === hover.lat && last.heightM === hover.heightM) return false;
	if (mode === 'height') return points.length === 0 ? !isOff : points[0]?.snap.buildingId === null;
	return !(isOff && needsBuildings(mode));
}

/** Keeps the result of the measure in hand; the last question wins. Answers why it cannot be reckoned, null = it can. */
export function useReading(snapper: Snapper | null): unknown {
	const { measure } = useServices();
	const mode = useMeasure((state) => state.mode);
	const points = useMeasure((state) => state.points);
	const isDone = useMeasure((state) => state.isDone);
	const hover = useMeasure((state) => (state.isDone ? null : state.hover));
	const [error, setError] = useState<unknown>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the parts of the state that make the question.
	useEffect(() => {
		const query = readQuery(measure.getState());
		if (!snapper || !query) {
			measure.setState({ result: null });
			return;
		}
		const asked = new AbortController();
		snapper.measure(query, asked.signal).then(
			(result) => {
				if (asked.signal.aborted) return;
				setError(null);
				measure.setState({ result });
			},
			(failure: unknown) => {
				if (!asked.signal.aborted) setError(failure);
			},
		);
		return () => asked.abort();
	}, [snapper, measure, mode, points, isDone, hover]);
	return error;
}
