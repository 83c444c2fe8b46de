import type { DayFigures } from '../../domain/records/day-figures.ts';

const HOUR_MS = 3600 * 1000;
const HOURS = 24;

/** One hour of the reader's day. */
export interface WallHour {
	/** 0 to 23. */
	readonly hour: number;
	/** null = it has not come yet, or alarms of then are not held. */
	readonly count: number | null;
	/** Only a part of it is held. */
	readonly isPart: boolean;
	readonly isNow: boolean;
}

/** The hours of a day that begins at `fromMs`, each with its alarms. */
export function readHours({
	fromMs,
	atMs,
	heldFromMs,
	raisedByHour,
}: Pick<DayFigures, 'fromMs' | 'atMs' | 'heldFromMs' | 'raisedByHour'>): WallHour[] {
	return Array.from({ length: HOURS }, (_, hour) => {
		const startMs = fromMs + hour * HOUR_MS;
		const endMs = startMs + HOUR_MS;
		const isHeld = startMs <= atMs && endMs > heldFromMs;
		return {
			hour,
			count: isHeld ? (raisedByHour[hour] ?? 0) : null,
			isPart: isHeld && startMs < heldFromMs,
			isNow: startMs <= atMs && atMs < endMs,
		};
	});
}
