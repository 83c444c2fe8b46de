import { DataError, UsageError } from '../../domain/errors.ts';
import { type BBox, E7 } from '../../domain/geo/lon-lat.ts';
import type { PackWarning } from '../../domain/pack/manifest.ts';
import type { Place } from '../../domain/place.ts';
import { findSamePlace } from '../clean/find-same-place.ts';
import { checkDatum, type DatumEvidence } from '../datum-check/check-datum.ts';
import type { BuildingTable } from './building-table.ts';
import { fillTowns } from './fill-towns.ts';
import type { GivenSignal, GivenTurn, InputCity } from './input-city.ts';
import { listNamedBuildings } from './list-named-buildings.ts';
import { MergeLog } from './merge-log.ts';
import { createTableJoiner, findDuplicateRows, leaveOutRows } from './merge-tables.ts';
import { placeGivenSignals, placeGivenTurns } from './place-given.ts';
import type { SourceCity, ToldReject } from './source-city.ts';
import { UniqueRecords } from './unique-records.ts';

/** The city of a build, and what a person should know of its inputs. The rejects are in no order yet. */
export interface MergedCity extends SourceCity {
	readonly rejects: readonly ToldReject[];
	readonly warnings: readonly PackWarning[];
}

/**
 * Makes one city of the inputs of a build, added in their order. A record whose id was there before is refused and told, and so is
 * a building that stands where one of an earlier source stands. Outlines of towns name what has no town; signals and turn restrictions
 * of layers are placed on the roads of all inputs.
 */
export class CityMerger {
	readonly #log = new MergeLog();
	readonly #tables = createTableJoiner();
	readonly #boxes: BBox[] = [];
	readonly #warnings: PackWarning[] = [];
	/** Roads and towns by source, for the datum check. */
	readonly #evidence: { roads: DatumEvidence['roads'][number][]; towns: DatumEvidence['towns'][number][] } = {
		roads: [],
		towns: [],
	};
	/** Rows of the sources whose named buildings are to become places. */
	readonly #naming = new Set<number>();
	readonly #roads = new UniqueRecords<SourceCity['roads'][number]>('road', this.#log);
	readonly #land = new UniqueRecords<SourceCity['land'][number]>('land', this.#log);
	readonly #water = new UniqueRecords<SourceCity['water'][number]>('water', this.#log);
	readonly #stations = new UniqueRecords<SourceCity['stations'][number]>('station', this.#log);
	readonly #places = new UniqueRecords<Place>('place', this.#log);
	readonly #turnRestrictions = new UniqueRecords<SourceCity['turnRestrictions'][number]>('turn-restriction', this.#log);
	#roadNodes: SourceCity['roadNodes'] = [];
	readonly #givenTurns: GivenTurn[] = [];
	readonly #givenSignals: GivenSignal[] = [];
	#lines: SourceCity['lines'] = [];

	/**
	 * Takes what an input brought; the caller lets go of it.
	 * @throws UsageError `build/same-source` when an input before has the name of this one
	 */
	add(city: InputCity): void {
		const key = city.sources[0]?.key ?? '';
		for (const source of city.sources) {
			requireOwnKeys([...this.#log.sources.map((other) => other.key), source.key]);
			if (city.namesBuildings) this.#naming.add(this.#log.sources.length);
			this.#log.addSource(source);
		}
		this.#log.addRejects(city.rejects);
		if (city.bounds) this.#boxes.push(city.bounds);
		this.#tables.add(city.buildings);
		this.#roads.add(city.roads, key);
		this.#turnRestrictions.add(city.turnRestrictions, key);
		this.#roadNodes = this.#roadNodes.length === 0 ? city.roadNodes : [...this.#roadNodes, ...city.roadNodes];
		this.#givenTurns.push(...city.givenTurns);
		this.#givenSignals.push(...city.givenSignals);
		this.#land.add(city.land, key);
		this.#water.add(city.water, key);
		this.#stations.add(city.stations, key);
		this.#places.add(city.places, key);
		this.#lines = this.#lines.length === 0 ? city.lines : [...this.#lines, ...city.lines];
		this.#warnings.push(...city.warnings);
		this.#evidence.roads.push({ source: key, roads: city.roads });
		this.#evidence.towns.push({ source: key, towns: city.towns });
	}

	/**
	 * The city; the merger must not be used afterwards.
	 * @throws DataError `build/empty` when no input holds anything that has a place
	 */
	finish(): MergedCity {
		const placed = this.#refuseSamePlaces(this.#refuseSameIds(this.#tables.finish()));
		const layers = boundsOfSources(placed, this.#naming);
		const bounds = unionOf(layers ? [...this.#boxes, layers] : this.#boxes);
		if (!bounds)
			throw new DataError('build/empty', 'inputs: got neither a building nor a road in any of them, expected a city');
		const { buildings, fillTown } = fillTowns(
			placed,
			this.#evidence.towns.flatMap(({ towns }) => towns),
		);
		const { roadNodes, turnRestrictions } = this.#placeGiven();
		const { sources } = this.#log;
		const sourceKeys = sources.map(({ key }) => key);
		const warnings = [...this.#warnings, ...checkDatum({ ...this.#evidence, buildings, sourceKeys })];
		const named = listNamedBuildings(buildings, this.#naming, sources);
		this.#places.add(named, '');
		return {
			sources,
			bounds,
			buildings,
			roads: this.#roads.records,
			roadNodes,
			turnRestrictions,
			land: this.#land.records,
			lines: this.#lines,
			water: this.#water.records,
			stations: this.#stations.records.map(fillTown),
			places: this.#places.records.map(fillTown),
			rejects: this.#log.finish(),
			warnings,
		};
	}

	/** Signals and turn restrictions of whole cities, and those of layers, which are placed on all roads. */
	#placeGiven(): Pick<SourceCity, 'roadNodes' | 'turnRestrictions'> {
		const { records: roads } = this.#roads;
		const refuseAs =
			(kind: 'signal' | 'turn-restriction') =>
			({ id, source }: { id: string; source: string }, { reason, detail }: { reason: string; detail: string }) =>
				this.#log.refuse({ source, kind, id, reason: `${kind}/${reason}`, detail }, null);
		const signals = placeGivenSignals(this.#givenSignals, roads, refuseAs('signal'));
		const turns = placeGivenTurns(this.#givenTurns, roads, refuseAs('turn-restriction'));
		return {
			roadNodes: [...this.#roadNodes, ...signals],
			turnRestrictions: [...this.#turnRestrictions.records, ...turns],
		};
	}

	#refuseSameIds(table: BuildingTable): BuildingTable {
		const duplicates = findDuplicateRows(table);
		for (const { row, duplicateOf } of duplicates) {
			this.#refuse(table, row, duplicateOf, 'building/duplicate-id', 'an earlier record has this id');
		}
		return leaveOutRows(
			table,
			duplicates.map(({ row }) => row),
		);
	}

	#refuseSamePlaces(table: BuildingTable): BuildingTable {
		if (this.#log.sources.length === 1) return table;
		const same = findSamePlace(table);
		const stays = new Map<string, string>();
		for (const { row, duplicateOf, overlap } of same) {
			const earlier = `${table.id.at(duplicateOf)} of ${this.#keyOf(table, duplicateOf)}`;
			const detail = `stands on ${earlier}: ${Math.round(overlap * 100)} % of the smaller footprint`;
			this.#refuse(table, row, duplicateOf, 'building/same-place', detail);
			stays.set(table.id.at(row), table.id.at(duplicateOf));
		}
		// What a name stood for is now the building that stays.
		if (stays.size > 0) {
			this.#places.replace((place) => {
				const buildingId = stays.get(place.buildingId ?? '');
				return buildingId === undefined ? place : { ...place, buildingId };
			});
		}
		return leaveOutRows(
			table,
			same.map(({ row }) => row),
		);
	}

	/** `duplicateOf`: the row that stays. */
	#refuse(table: BuildingTable, row: number, duplicateOf: number, reason: string, detail: string): void {
		const record = { source: this.#keyOf(table, row), kind: 'building', id: table.id.at(row), reason, detail };
		this.#log.refuse(record, reason === 'building/duplicate-id' ? this.#keyOf(table, duplicateOf) : null);
	}

	#keyOf(table: BuildingTable, row: number): string {
		return this.#log.sources[table.source[row] as number]?.key ?? '';
	}
}

/** @throws UsageError `build/same-source` when a key of a source is there twice */
export function requireOwnKeys(keys: readonly string[]): void {
	const key = keys.find((one, i) => keys.indexOf(one) !== i);
	if (key === undefined) return;
	throw new UsageError(
		'build/same-source',
		`inputs: got two sources named ${key}, expected different names; ,name=N after a path gives one`,
		{ context: { key } },
	);
}

function unionOf(boxes: readonly BBox[]): BBox | null {
	if (boxes.length === 0) return null;
	return [
		Math.min(...boxes.map((box) => box[0])),
		Math.min(...boxes.map((box) => box[1])),
		Math.max(...boxes.map((box) => box[2])),
		Math.max(...boxes.map((box) => box[3])),
	];
}

/** Box of the buildings of some sources, degrees; null = there are none. */
function boundsOfSources(table: BuildingTable, sources: ReadonlySet<number>): BBox | null {
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let row = 0; row < table.count; row++) {
		if (!sources.has(table.source[row] as number)) continue;
		const end = (table.ringStart[table.buildingRing[row + 1] as number] as number) * 2;
		for (let i = (table.ringStart[table.buildingRing[row] as number] as number) * 2; i < end; i += 2) {
			const lon = table.lonLat[i] as number;
			const lat = table.lonLat[i + 1] as number;
			if (lon < west) west = lon;
			if (lon > east) east = lon;
			if (lat < south) south = lat;
			if (lat > north) north = lat;
		}
	}
	return west <= east ? [west / E7, south / E7, east / E7, north / E7] : null;
}
