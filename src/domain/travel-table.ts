import { z } from 'zod';
import { ROAD_CLASSES, type RoadClass } from './road.ts';

/** Times of day with speeds of their own. */
export const TRAVEL_BANDS = ['day', 'peak', 'night'] as const;
export type TravelBand = (typeof TRAVEL_BANDS)[number];

const speeds = z.object({ day: z.number().positive(), peak: z.number().positive(), night: z.number().positive() });
const seconds = z.number().min(0).max(600);

/**
 * How long driving takes: a table that a fire service can replace by its own (`--travel FILE`), or have `fengtu calibrate` make from
 * its recorded tracks.
 */
export const travelTableSchema = z.strictObject({
	/** Offset of the city's clock, minutes east of UTC. */
	utcOffsetMin: z.number().int().min(-720).max(840),
	/** Local hours [from, to) of the peaks and of the night, 0-24; 22-6 is one that runs over midnight. What is left is day. */
	peakHours: z.array(z.tuple([z.number().min(0).max(24), z.number().min(0).max(24)])),
	nightHours: z.array(z.tuple([z.number().min(0).max(24), z.number().min(0).max(24)])),
	/** km/h of a fire engine between junctions. */
	speedKmh: z.record(z.enum(ROAD_CLASSES), speeds),
	/** Added at a junction by the turn made. */
	turnS: z.object({
		straight: seconds,
		slight: seconds,
		left: seconds,
		right: seconds,
		sharp: seconds,
		uTurn: seconds,
	}),
	/** Added at traffic signals, siren on. */
	signalS: seconds,
	/** For opening a gate. */
	gateS: seconds,
	/** From the order to rolling. */
	turnoutS: speeds,
	/** Share of speed left on an unpaved road, and against a one-way road. */
	unpavedShare: z.number().min(0.05).max(1),
	contraflowShare: z.number().min(0.05).max(1),
	/** Where the figures come from; `verified` only when somebody has checked them. */
	source: z.string(),
	verified: z.boolean(),
});
export type TravelTable = z.infer<typeof travelTableSchema>;

/**
 * Speeds and delays of fire-facts section 6 (c), all [K]: assumption, not sourced; hours of the peaks: assumption, not sourced.
 * Turnout: 45 s by day and 60 s at night, quoted of the 15-minute fire time, official text not seen.
 */
export const DEFAULT_TRAVEL_TABLE: TravelTable = {
	utcOffsetMin: 480,
	peakHours: [
		[7, 9.5],
		[17, 19.5],
	],
	nightHours: [[22, 6]],
	speedKmh: {
		motorway: { day: 70, peak: 60, night: 75 },
		trunk: { day: 45, peak: 30, night: 55 },
		primary: { day: 40, peak: 28, night: 50 },
		secondary: { day: 35, peak: 25, night: 45 },
		tertiary: { day: 30, peak: 22, night: 40 },
		residential: { day: 20, peak: 15, night: 20 },
		service: { day: 15, peak: 15, night: 15 },
		lane: { day: 10, peak: 10, night: 10 },
		track: { day: 10, peak: 10, night: 10 },
		pedestrian: { day: 8, peak: 8, night: 8 },
	} satisfies Record<RoadClass, Record<TravelBand, number>>,
	turnS: { straight: 0, slight: 1, left: 6, right: 3, sharp: 8, uTurn: 45 },
	signalS: 6,
	gateS: 30,
	turnoutS: { day: 45, peak: 45, night: 60 },
	unpavedShare: 0.7,
	contraflowShare: 0.5,
	source: 'fengtu default',
	verified: false,
};

/** Which band of the table a time falls in. */
export function findTravelBand(table: TravelTable, atMs: number): TravelBand {
	const hour = ((((atMs / 60_000 + table.utcOffsetMin) / 60) % 24) + 24) % 24;
	const isIn = (spans: TravelTable['peakHours']) =>
		spans.some(([from, to]) => (from <= to ? hour >= from && hour < to : hour >= from || hour < to));
	if (isIn(table.peakHours)) return 'peak';
	return isIn(table.nightHours) ? 'night' : 'day';
}
