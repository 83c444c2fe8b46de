import { UsageError } from '../../domain/errors.ts';
import type { BBox } from '../../domain/geo/lon-lat.ts';
import type { PackSource } from '../../domain/pack/manifest.ts';
import { findDuplicateRows, mergeTables } from './merge-tables.ts';
import type { Reject, SourceCity } from './source-city.ts';

/**
 * One city of the inputs of a build, in their order. What has an id that was there before is refused and told.
 * @throws UsageError `build/same-source` when two inputs have one name
 */
export function mergeCities(cities: readonly SourceCity[]): SourceCity {
	const sources = cities.flatMap((city) => city.sources);
	for (const [i, { key }] of sources.entries()) {
		if (sources.findIndex((source) => source.key === key) !== i) {
			throw new UsageError('build/same-source', `inputs: got two sources named ${key}, expected different names`, {
				context: { key },
			});
		}
	}
	const rejects = cities.flatMap((city) => city.rejects);
	const joined = mergeTables(cities.map((city) => city.buildings));
	const duplicates = findDuplicateRows(joined);
	const counted = sources.map((source) => ({ ...source }));
	for (const row of duplicates) {
		const source = counted[joined.source[row] as number] as PackSource;
		source.kept--;
		source.refused++;
		rejects.push(duplicate('building', source.key, joined.id.at(row)));
	}
	const keyOf = (list: 'roads' | 'land'): Map<object, string> =>
		new Map(cities.flatMap((city) => city[list].map((item) => [item, city.sources[0]?.key ?? ''] as const)));
	const roadKeys = cities.length > 1 ? keyOf('roads') : null;
	const landKeys = cities.length > 1 ? keyOf('land') : null;
	const fallback = sources[0]?.key ?? '';
	return {
		sources: counted,
		bounds: unionOf(cities.map((city) => city.bounds)),
		buildings: duplicates.length > 0 ? mergeTables([joined], new Set(duplicates)) : joined,
		roads: dropSeen(
			'road',
			cities.flatMap((city) => city.roads),
			(road) => roadKeys?.get(road) ?? fallback,
			rejects,
		),
		land: dropSeen(
			'land',
			cities.flatMap((city) => city.land),
			(land) => landKeys?.get(land) ?? fallback,
			rejects,
		),
		lines: cities.flatMap((city) => city.lines),
		water: dropSeen(
			'water',
			cities.flatMap((city) => city.water),
			(water) => water.source,
			rejects,
		),
		stations: dropSeen(
			'station',
			cities.flatMap((city) => city.stations),
			(station) => station.source,
			rejects,
		),
		places: dropSeen(
			'place',
			cities.flatMap((city) => city.places),
			(place) => place.source,
			rejects,
		),
		rejects,
	};
}

function dropSeen<T extends { readonly id: string }>(
	kind: string,
	items: readonly T[],
	sourceOf: (item: T) => string,
	rejects: Reject[],
): T[] {
	const seen = new Set<string>();
	return items.filter((item) => {
		if (seen.has(item.id)) {
			rejects.push(duplicate(kind, sourceOf(item), item.id));
			return false;
		}
		seen.add(item.id);
		return true;
	});
}

function duplicate(kind: string, source: string, id: string): Reject {
	return { source, id, outcome: 'refused', reason: `${kind}/duplicate-id`, detail: 'an earlier record has this id' };
}

function unionOf(boxes: readonly BBox[]): BBox {
	return [
		Math.min(...boxes.map((box) => box[0])),
		Math.min(...boxes.map((box) => box[1])),
		Math.max(...boxes.map((box) => box[2])),
		Math.max(...boxes.map((box) => box[3])),
	];
}
