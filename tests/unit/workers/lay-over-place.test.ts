import { expect, it } from 'vitest';
import { assessData } from '../../../src/analysis/alert/assess-data.ts';
import { gatherPlace } from '../../../src/analysis/alert/gather-place.ts';
import { prepareRoads } from '../../../src/analysis/alert/prepare-roads.ts';
import { PLAIN_SITUATION } from '../../../src/domain/alert/situation.ts';
import { createServiceTable } from '../../../src/domain/service/service-table.ts';
import { layRecordsOver } from '../../../src/server/records/lay-records-over.ts';
import { layOverPlace } from '../../../src/workers/assess/lay-over-place.ts';
import { createFakeCity, makeBuilding, makeStation, makeWater, ORIGIN } from '../../support/fake-city.ts';
import { makeRoadGraph } from '../../support/make-road-graph.ts';
import { makeVehicle } from '../../support/make-vehicle.ts';
import { serveCity } from '../../support/serve-city.ts';

const META = { version: 1, createdAtMs: 0, updatedAtMs: 0, district: null };
const CITY = createFakeCity({
	buildings: [makeBuilding(1, [-20, 20, 40, 30])],
	water: [makeWater('h-1', 30, 5), makeWater('h-2', 60, 5), makeWater('h-3', 4000, 5)],
	stations: [
		makeStation('s-1', -900, 5, { vehicles: [makeVehicle('v-1', 'SG80')] }),
		makeStation('s-2', 900, 5, { vehicles: [makeVehicle('v-2', 'SG80')] }),
	],
	roads: makeRoadGraph([{ from: [-1000, 0], to: [1000, 0], roadClass: 'primary', name: '路' }]),
});
const recordWater = (id: string, x: number, rest: object) => {
	const { source: _source, ...fields } = makeWater(id, x, 5);
	return { ...fields, ...META, lastTest: null, note: '', ...rest };
};

it('the page assesses a place with the service’s records as the server does', async () => {
	const [station] = await CITY.readStations();
	const { source: _source, ...fields } = station as NonNullable<typeof station>;
	const records = {
		stations: [{ ...fields, ...META, inService: false }],
		// Broken, moved away, moved here, added.
		water: [
			recordWater('h-1', 30, { state: 'faulty' }),
			recordWater('h-2', 3000, {}),
			recordWater('h-3', 80, { flowLps: 20 }),
			recordWater('new', 45, { state: 'unknown' }),
		],
	};
	const overlay = { listStations: () => records.stations, listWater: () => records.water };
	const table = createServiceTable();
	const { values } = table;
	const { index } = await prepareRoads(CITY);
	const assess = (data: Parameters<typeof assessData>[0]) =>
		assessData(data, index, { nowMs: 0, table, situation: PLAIN_SITUATION, closures: [] });

	const bare = await gatherPlace(CITY, ORIGIN, { values });
	const laid = await layRecordsOver(serveCity(CITY), overlay).use((city) => gatherPlace(city, ORIGIN, { values }));
	const server = assess(laid);
	expect(assess(layOverPlace(bare, records))).toEqual(server);
	expect(server.water.map(({ id, state }) => [id, state])).toEqual([
		['h-1', 'faulty'],
		['new', 'unknown'],
		['h-3', 'ok'],
	]);
	expect(server.stations.map(({ id }) => id)).toEqual(['s-2']);
	expect(
		assess(bare)
			.stations.map(({ id }) => id)
			.sort(),
	).toEqual(['s-1', 's-2']);
});
