import { describe, expect, it } from 'vitest';
import {
	type CalibrateOptions,
	calibrateTravel,
} from '../../../../../src/analysis/routing/calibrate/calibrate-travel.ts';
import type { Track } from '../../../../../src/analysis/routing/calibrate/track.ts';
import { DEFAULT_TRAVEL_TABLE, travelTableSchema } from '../../../../../src/domain/travel-table.ts';
import { BLOCK_M, type Driving, driveOver, makeGrid, type Place } from './drive-grid.ts';

const OPTIONS: CalibrateOptions = { table: DEFAULT_TRAVEL_TABLE, band: null, source: 'a test' };
const SIZE = 5;
/** 10:00 in the table's city, which is 8 hours east. */
const TEN_MS = Date.UTC(2026, 4, 4, 2);

/** Inside the grid, and not at one of its four corners, where a street only bends. */
function isInside(x: number, y: number): boolean {
	if (x < 0 || x > SIZE || y < 0 || y > SIZE) return false;
	return x % SIZE !== 0 || y % SIZE !== 0;
}

/** Wanders over the grid: at each crossing straight on, left or right, by the seed. */
function wander(seed: number, blocks: number): Place[] {
	let [x, y, dx, dy] = [1 + (seed % 3), 1 + (seed % 2), 1, 0];
	const corners: Place[] = [[x * BLOCK_M, y * BLOCK_M]];
	for (let i = 0; i < blocks; i++) {
		const ways = [
			[dx, dy],
			[-dy, dx],
			[dy, -dx],
		] as const;
		const pick = Math.abs(Math.imul(seed * 31 + i, 0x9e37_79b1) >> 9);
		const fits = [0, 1, 2].map((k) => ways[(pick + k) % 3] as Place);
		[dx, dy] = fits.find(([a, b]) => isInside(x + a, y + b)) as Place;
		x += dx;
		y += dy;
		corners.push([x * BLOCK_M, y * BLOCK_M]);
	}
	return corners;
}

/** North-south streets are residential, the others tertiary. */
const graph = makeGrid(SIZE, ([x0], [x1]) => (x0 === x1 ? 'residential' : 'tertiary'));

function tracksOf(count: number, driving: Partial<Driving> = {}): Track[] {
	return Array.from({ length: count }, (_, i) => ({
		id: `t${i}`,
		fixes: driveOver(wander(i, 12), {
			kmh: ([x0], [x1]) => (x0 === x1 ? 24 : 36),
			cornerS: (side) => (side > 0 ? 12 : 5),
			noiseM: 3,
			startMs: TEN_MS + i * 60_000,
			...driving,
		}),
	}));
}

describe('calibrateTravel', () => {
	it('finds the speeds and turn delays that the tracks were driven with', () => {
		const result = calibrateTravel(graph, tracksOf(60), OPTIONS);
		expect(result).toMatchObject({ tracks: 60, matchedTracks: 60, offRoadFixes: 0, breaks: 0 });
		expect(result.matchedFixes).toBeGreaterThan(result.fixes * 0.99);
		const { speedKmh, turnS } = result.table;
		expect(speedKmh.residential.day).toBeGreaterThan(22.5);
		expect(speedKmh.residential.day).toBeLessThan(25.5);
		expect(speedKmh.tertiary.day).toBeGreaterThan(34);
		expect(speedKmh.tertiary.day).toBeLessThan(38);
		expect(turnS.left).toBeGreaterThan(10.5);
		expect(turnS.left).toBeLessThan(13.5);
		expect(turnS.right).toBeGreaterThan(4);
		expect(turnS.right).toBeLessThan(6.5);
	});

	it('predicts tracks it did not see better than the table before', () => {
		const { before, after } = calibrateTravel(graph, tracksOf(60), OPTIONS);
		expect(Math.abs(after.biasShare)).toBeLessThan(0.02);
		expect(after.meanAbsS).toBeLessThan(before.meanAbsS / 3);
	});

	it('what has too few data keeps its figure and says so; nothing is called verified', () => {
		const { table, figures } = calibrateTravel(graph, tracksOf(60), OPTIONS);
		expect(travelTableSchema.parse(table)).toEqual(table);
		expect(table).toMatchObject({ source: 'a test', verified: false, signalS: 6, gateS: 30 });
		expect(table.speedKmh.primary).toEqual(DEFAULT_TRAVEL_TABLE.speedKmh.primary);
		expect(table.speedKmh.residential.night).toBe(DEFAULT_TRAVEL_TABLE.speedKmh.residential.night);
		const fitted = figures.filter(({ after }) => after !== null);
		expect(fitted.map(({ kind, roadClass, band, turn }) => [kind, roadClass, band, turn])).toEqual([
			['speed', 'tertiary', 'day', null],
			['speed', 'residential', 'day', null],
			['turn', null, null, 'left'],
			['turn', null, null, 'right'],
		]);
		expect(figures).toHaveLength(10 * 3 + 5);
	});

	// 24 km/h driven on unpaved streets at a share of 0.7: 34 km/h where they are paved, drawn a little to the 20 of before.
	it('the speed is that of paved roads', () => {
		const unpaved = makeGrid(SIZE, () => 'residential', { paved: false });
		const { table } = calibrateTravel(unpaved, tracksOf(60, { kmh: () => 24 }), OPTIONS);
		expect(table.speedKmh.residential.day).toBeGreaterThan(31);
		expect(table.speedKmh.residential.day).toBeLessThan(35.5);
	});

	it('two tracks are too few for anything', () => {
		const { table, figures } = calibrateTravel(graph, tracksOf(2), OPTIONS);
		expect(figures.every(({ after }) => after === null)).toBe(true);
		expect({ ...table, source: '' }).toEqual({ ...DEFAULT_TRAVEL_TABLE, source: '' });
	});

	it('the band is that of the clock, or the one given', () => {
		const bandsOf = (options: CalibrateOptions, startMs: number) =>
			new Set(
				calibrateTravel(graph, tracksOf(20, { startMs }), options)
					.figures.filter(({ kind, amount }) => kind === 'speed' && amount > 0)
					.map(({ band }) => band),
			);
		// 8:00 and 23:00 of the city.
		expect(bandsOf(OPTIONS, Date.UTC(2026, 4, 4, 0))).toEqual(new Set(['peak']));
		expect(bandsOf(OPTIONS, Date.UTC(2026, 4, 4, 15))).toEqual(new Set(['night']));
		expect(bandsOf({ ...OPTIONS, band: 'day' }, Date.UTC(2026, 4, 4, 15))).toEqual(new Set(['day']));
	});

	it('no tracks: the table stays', () => {
		const result = calibrateTravel(graph, [], OPTIONS);
		expect(result).toMatchObject({ tracks: 0, legs: 0, before: { meanAbsS: 0 }, after: { meanAbsS: 0 } });
		expect(result.table.speedKmh).toEqual(DEFAULT_TRAVEL_TABLE.speedKmh);
	});
});
