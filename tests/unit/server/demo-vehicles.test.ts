import { describe, expect, it } from 'vitest';
import { createRoadIndex } from '../../../src/analysis/routing/road-index.ts';
import { createDemoVehicles } from '../../../src/server/feed/demo-vehicles.ts';
import { createRouteDrive } from '../../../src/server/feed/route-drive.ts';
import { makeStation, ORIGIN, placeAt } from '../../support/fake-city.ts';
import { makeRoadGraph } from '../../support/make-road-graph.ts';

const graph = makeRoadGraph([{ from: [0, 0], to: [1000, 0], roadClass: 'primary' }]);
const roads = { graph, index: createRoadIndex(graph) };
/** Noon in Dongguan: primary roads are driven at 40 km/h. */
const NOON_MS = 4 * 3_600_000;
const stations = [makeStation('a', 0, 0), makeStation('b', 1000, 0)];

describe('createDemoVehicles', () => {
	it('drive on the road only, forth and back, with duty status', () => {
		const demo = createDemoVehicles(stations, roads);
		const statuses = new Set<string>();
		// One tour is planned a call, so both vehicles drive from the second call on. A tour takes 90 + 90 + 90 + 120 s.
		for (let s = 0; s < 800; s += 10) {
			for (const { lon, lat, status, headingDeg, speedMps, demo: marked } of demo.at(NOON_MS + s * 1000)) {
				expect(marked).toBe(true);
				expect(lat).toBeCloseTo(ORIGIN.lat, 6);
				expect(lon).toBeGreaterThanOrEqual(ORIGIN.lon - 1e-6);
				expect(lon).toBeLessThanOrEqual(placeAt(1000, 0).lon + 1e-6);
				statuses.add(status);
				if (speedMps > 0) {
					expect(speedMps).toBeCloseTo(11.1, 1);
					expect([90, 270]).toContain(headingDeg);
				}
			}
		}
		expect([...statuses].sort()).toEqual(['10', '21', '22', '25']);
	});

	it('stand by at their stations where there are no roads', () => {
		const demo = createDemoVehicles(stations, null);
		expect(demo.at(50_000).map(({ status, speedMps }) => [status, speedMps])).toEqual([
			['10', 0],
			['10', 0],
		]);
	});

	it('is empty for a city without stations', () => {
		expect(createDemoVehicles([], roads).at(0)).toEqual([]);
	});
});

describe('createRouteDrive', () => {
	it('turns the corner: 100 m east, then 100 m north', () => {
		const line = [placeAt(0, 0), placeAt(100, 0), placeAt(100, 100)].map(({ lon, lat }) => [lon, lat] as const);
		const drive = createRouteDrive(line);
		expect(drive.lengthM).toBeCloseTo(200, 2);
		expect(drive.at(50)).toMatchObject({ headingDeg: 90 });
		expect(drive.at(150)).toMatchObject({ headingDeg: 0 });
		expect(drive.at(150).lat).toBeCloseTo(placeAt(0, 50).lat, 7);
		expect(drive.at(999).lat).toBeCloseTo(placeAt(0, 100).lat, 9);
	});
});
