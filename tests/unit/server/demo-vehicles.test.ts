import { describe, expect, it } from 'vitest';
import { createRoadIndex } from '../../../src/analysis/routing/road-index.ts';
import type { DemoOrder } from '../../../src/server/feed/demo-orders.ts';
import { createDemoVehicles } from '../../../src/server/feed/demo-vehicles.ts';
import { createRouteDrive } from '../../../src/server/feed/route-drive.ts';
import { makeStation, ORIGIN, placeAt } from '../../support/fake-city.ts';
import { makeRoadGraph } from '../../support/make-road-graph.ts';
import { makeVehicle } from '../../support/make-vehicle.ts';

const graph = makeRoadGraph([{ from: [0, 0], to: [1000, 0], roadClass: 'primary' }]);
const roads = { graph, index: createRoadIndex(graph) };
/** Noon in Dongguan: primary roads are driven at 40 km/h. */
const NOON_MS = 4 * 3_600_000;
const stations = [makeStation('a', 0, 0), makeStation('b', 1000, 0)];

const NONE = { find: () => undefined, listClosures: () => [] };

describe('createDemoVehicles', () => {
	it('drive on the road only, forth and back, with duty status', () => {
		const demo = createDemoVehicles(stations, roads, NONE);
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
		const demo = createDemoVehicles(stations, null, NONE);
		expect(demo.at(50_000).map(({ status, speedMps }) => [status, speedMps])).toEqual([
			['10', 0],
			['10', 0],
		]);
	});

	it('is empty for a city without stations', () => {
		expect(createDemoVehicles([], roads, NONE).at(0)).toEqual([]);
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

describe('a made-up vehicle that is out for an incident', () => {
	const long = makeRoadGraph([{ from: [0, 0], to: [3000, 0], roadClass: 'primary' }]);
	const longRoads = { graph: long, index: createRoadIndex(long) };
	const city = [makeStation('a', 0, 0, { vehicles: [makeVehicle('v1', 'SG80'), makeVehicle('v2', 'SG80')] })];
	let order: DemoOrder | undefined;
	const orders = { find: (id: string) => (id === 'v2' ? order : undefined), listClosures: () => [] };
	const be = (state: DemoOrder['state']) => {
		order = { dispatchId: 'd-1', state, sinceMs: NOON_MS, to: placeAt(2000, 0) };
	};

	it('stands until its crew says that it leaves, drives there at the speed of the way, stays, and drives home', () => {
		const demo = createDemoVehicles(city, longRoads, orders);
		const at = (s: number) => {
			const found = demo.at(NOON_MS + s * 1000).find(({ id }) => id === 'v2');
			const metres = ((found?.lon ?? 0) - ORIGIN.lon) / ((placeAt(1000, 0).lon - ORIGIN.lon) / 1000);
			return [found?.status, Math.round(metres), found?.speedMps];
		};
		be('10');
		expect(at(0)).toEqual(['10', 0, 0]);
		expect(at(60)).toEqual(['10', 0, 0]);
		be('20');
		// 40 km/h: 2,000 m in 180 s.
		expect(at(61)).toEqual(['20', 0, 11.1]);
		be('21');
		expect(at(151)).toEqual(['21', 1000, 11.1]);
		expect(at(241)).toEqual(['21', 2000, 0]);
		// It does not say by itself that it is there.
		expect(at(900)).toEqual(['21', 2000, 0]);
		be('23');
		expect(at(901)).toEqual(['23', 2000, 0]);
		be('25');
		expect(at(902)).toEqual(['25', 2000, 11.1]);
		expect(at(992)).toEqual(['25', 1000, 11.1]);
		expect(at(1200)).toEqual(['25', 0, 0]);
		order = undefined;
		expect(at(1201)).toEqual(['10', 0, 0]);
	});

	it('is where it must have got to when nobody looked, and at the scene at once when that is told', () => {
		be('21');
		const demo = createDemoVehicles(city, longRoads, orders);
		const far = () => demo.at(NOON_MS + 90_000).find(({ id }) => id === 'v2')?.lon;
		expect(far()).toBeCloseTo(placeAt(1000, 0).lon, 5);
		be('22');
		expect(far()).toBeCloseTo(placeAt(2000, 0).lon, 5);
	});

	it('without a way it stays where it is', () => {
		be('21');
		const demo = createDemoVehicles(city, null, orders);
		expect(demo.at(NOON_MS).find(({ id }) => id === 'v2')).toMatchObject({
			status: '21',
			lon: ORIGIN.lon,
			speedMps: 0,
		});
	});
});
