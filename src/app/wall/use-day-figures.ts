import { useEffect, useState } from 'react';
import type { DayFigures } from '../../domain/records/day-figures.ts';
import { useServices } from '../state/services.ts';

/** How often figures are asked for anew, ms. */
const EVERY_MS = 60_000;

/** The city's figures of today, renewed each minute; null = not told yet. Those last told stay while the server does not answer. */
export function useDayFigures(): DayFigures | null {
	const { api } = useServices();
	const [figures, setFigures] = useState<DayFigures | null>(null);
	useEffect(() => {
		const abort = new AbortController();
		const read = () => {
			const midnight = new Date().setHours(0, 0, 0, 0);
			api.readDayFigures(midnight, abort.signal).then(setFigures, () => undefined);
		};
		read();
		const timer = setInterval(read, EVERY_MS);
		return () => {
			abort.abort();
			clearInterval(timer);
		};
	}, [api]);
	return figures;
}
