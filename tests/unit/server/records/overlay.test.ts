import { beforeEach, describe, expect, it } from 'vitest';
import type { City } from '../../../../src/domain/pack/city.ts';
import type { StationRecord } from '../../../../src/domain/records/station-record.ts';
import type { WaterRecord } from '../../../../src/domain/records/water-record.ts';
import { findPackCity, layRecordsOver } from '../../../../src/server/records/lay-records-over.ts';
import { createRecordOverlay } from '../../../../src/server/records/record-overlay.ts';
import { createFakeCity, makeStation, makeWater, placeAt } from '../../../support/fake-city.ts';
import { makeClosure } from '../../../support/make-closure.ts';
import { serveCity } from '../../../support/serve-city.ts';
import { createFakeStore, type FakeStore } from './fake-store.ts';

const META = { version: 1, createdAtMs: 0, updatedAtMs: 0, district: null };
const water = (id: string, x: number, y: number, rest: Partial<WaterRecord> = {}): WaterRecord => {
	const { source: _source, ...fields } = makeWater(id, x, y);
	return { ...fields, ...META, lastTest: null, note: '', ...rest };
};
const station = (id: string, rest: Partial<StationRecord> = {}): StationRecord => {
	const { source: _source, ...fields } = makeStation(id, 0, 0);
	return { ...fields, ...META, inService: true, ...rest };
};
const boxOf = (west: number, south: number, east: number, north: number) => {
	const [from, to] = [placeAt(west, south), placeAt(east, north)];
	return [from.lon, from.lat, to.lon, to.lat] as const;
};
const NEAR = boxOf(-100, -100, 100, 100);

let fake: FakeStore;
let nowMs: number;
beforeEach(() => {
	fake = createFakeStore();
	nowMs = 1000;
});
const openOverlay = () => createRecordOverlay(fake.store, () => nowMs);

describe('the record overlay', () => {
	it('has what was there and what came since, each list the same until it changes', async () => {
		fake.put('water', 'w-1', water('w-1', 0, 0));
		const overlay = await openOverlay();
		const first = overlay.listWater();
		expect(first.map(({ id }) => id)).toEqual(['w-1']);
		fake.put('station', 's-1', station('s-1'));
		expect(overlay.listWater()).toBe(first);
		fake.put('water', 'w-2', water('w-2', 0, 0));
		expect(overlay.listWater().map(({ id }) => id)).toEqual(['w-1', 'w-2']);
		fake.put('water', 'w-1', null);
		expect(overlay.listWater().map(({ id }) => id)).toEqual(['w-2']);
	});

	it('misses nothing that is written while it is read', async () => {
		fake.put('water', 'w-1', water('w-1', 0, 0));
		fake.put('water', 'w-2', water('w-2', 0, 0));
		fake.onList = (collection) => {
			if (collection !== 'water') return;
			fake.put('water', 'w-1', water('w-1', 0, 0, { version: 2, note: 'late' }));
			fake.put('water', 'w-2', null);
		};
		const overlay = await openOverlay();
		expect(overlay.listWater()).toMatchObject([{ id: 'w-1', note: 'late' }]);
	});

	it('knows an own write at once, and is not put back when it is told of it later', async () => {
		const overlay = await openOverlay();
		const told: string[] = [];
		overlay.onChange((collection) => told.push(collection));
		const first = fake.put('water', 'w-1', water('w-1', 0, 0), true);
		const second = fake.put('water', 'w-1', water('w-1', 0, 0, { version: 2, note: 'second' }), true);
		await overlay.refresh();
		expect(overlay.listWater()).toMatchObject([{ note: 'second' }]);
		fake.tell([first]);
		fake.tell([second]);
		expect(overlay.listWater()).toMatchObject([{ note: 'second' }]);
		expect(told).toEqual(['water']);
	});

	it('tells once a batch and collection, and nothing of other collections', async () => {
		const overlay = await openOverlay();
		const told: string[] = [];
		const undo = overlay.onChange((collection) => told.push(collection));
		fake.tell([
			fake.put('water', 'w-1', water('w-1', 0, 0), true),
			fake.put('water', 'w-2', water('w-2', 0, 0), true),
			fake.put('station', 's-1', station('s-1'), true),
			fake.put('drawing', 'd-1', null, true),
		]);
		expect(told).toEqual(['water', 'station']);
		undo();
		fake.put('water', 'w-3', water('w-3', 0, 0));
		expect(told).toHaveLength(2);
	});

	it('a database that is away fails its start, and no refresh', async () => {
		const overlay = await openOverlay();
		fake.breakDown();
		await overlay.refresh();
		await expect(openOverlay()).rejects.toThrow('store: away');
		overlay.destroy();
		expect(fake.listening()).toBe(0);
	});

	it('lists closures that hold or will, by the clock, newest first', async () => {
		fake.put('closure', 'c-1', makeClosure('c-1', { createdAtMs: 1, untilMs: 2000 }));
		fake.put('closure', 'c-2', makeClosure('c-2', { createdAtMs: 2, fromMs: 5000 }));
		fake.put('closure', 'c-3', makeClosure('c-3', { createdAtMs: 3, liftedAtMs: 500 }));
		const overlay = await openOverlay();
		expect(overlay.listClosures().map(({ id }) => id)).toEqual(['c-2', 'c-1']);
		nowMs = 2000;
		expect(overlay.listClosures().map(({ id }) => id)).toEqual(['c-2']);
	});
});

describe('a city with records over it', () => {
	const pack = createFakeCity({
		water: [makeWater('h-1', 0, 0), makeWater('h-2', 500, 0), makeWater('h-3', 10, 0)],
		stations: [makeStation('s-1', 0, 0), makeStation('s-2', 0, 0)],
	});
	const lay = async () => {
		const served = layRecordsOver(serveCity(pack), await openOverlay());
		return { served, city: await served.use(async (city): Promise<City> => city) };
	};

	it('answers with the record in the place of the pack’s source, wherever either lies', async () => {
		const { city } = await lay();
		fake.put('water', 'h-1', water('h-1', 0, 0, { state: 'faulty' }));
		fake.put('water', 'h-2', water('h-2', 20, 0));
		fake.put('water', 'h-3', water('h-3', 900, 0));
		fake.put('water', 'new', water('new', 30, 0, { state: 'unknown' }));
		const found = await city.findWaterIn(NEAR);
		expect(found.map(({ id, state, source }) => [id, state, source])).toEqual([
			['h-1', 'faulty', 'service'],
			['h-2', 'ok', 'service'],
			['new', 'unknown', 'service'],
		]);
		expect(Object.keys(found[0] ?? {}).sort()).toEqual(Object.keys(makeWater('x', 0, 0)).sort());
		expect((await city.findWaterIn(boxOf(400, -10, 600, 10))).map(({ id }) => id)).toEqual([]);
	});

	it('sends nobody from a station out of service, and somebody from one that was added', async () => {
		const { city } = await lay();
		expect(await city.readStations()).toBe(await pack.readStations());
		fake.put('station', 's-1', station('s-1', { inService: false }));
		fake.put('station', 's-3', station('s-3', { name: '新站' }));
		const laid = await city.readStations();
		expect(laid.map(({ id, name }) => [id, name])).toEqual([
			['s-2', 's-2'],
			['s-3', '新站'],
		]);
		fake.put('water', 'w-9', water('w-9', 0, 0));
		expect(await city.readStations()).toBe(laid);
		fake.put('station', 's-1', null);
		expect((await city.readStations()).map(({ id }) => id)).toEqual(['s-1', 's-2', 's-3']);
	});

	it('is one city for one of the pack, so that what is kept by it holds', async () => {
		const { served, city } = await lay();
		expect(await served.use(async (again) => again)).toBe(city);
		expect(findPackCity(city)).toBe(pack);
		expect(await city.readPlaces()).toBe(await pack.readPlaces());
	});
});
