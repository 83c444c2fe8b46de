import { E7 } from '../../domain/geo/lon-lat.ts';
import type { BuildingTable } from './building-table.ts';
import { createTownLookup } from './find-town.ts';
import type { TownOutline } from './input-city.ts';
import { createUtf8Writer, toUtf8Column } from './text-column.ts';

/** Something with a place that may have no town. */
type Townless = { readonly lon: number; readonly lat: number; readonly town: string | null };

/** Buildings with their towns, and the same for single records. */
interface FilledTowns {
	readonly buildings: BuildingTable;
	readonly fillTown: <T extends Townless>(record: T) => T;
}

/**
 * Gives buildings without a town the one in whose outline their first vertex lies. A town that the source names stays.
 * Without outlines everything is as it was.
 */
export function fillTowns(table: BuildingTable, towns: readonly TownOutline[]): FilledTowns {
	if (towns.length === 0) return { buildings: table, fillTown: (record) => record };
	const findTown = createTownLookup(towns);
	const given = toUtf8Column(table.town);
	const names = new Map(towns.map(({ name }) => [name, Buffer.from(name)]));
	const filled = createUtf8Writer();
	for (let row = 0; row < table.count; row++) {
		const start = given.starts[row] as number;
		const end = given.starts[row + 1] as number;
		const vertex = (table.ringStart[table.buildingRing[row] as number] as number) * 2;
		const name = end > start ? null : findTown(table.lonLat[vertex] as number, table.lonLat[vertex + 1] as number);
		if (name === null) filled.addBytes(given.bytes, start, end);
		else {
			const bytes = names.get(name) as Buffer;
			filled.addBytes(bytes, 0, bytes.length);
		}
	}
	return {
		buildings: { ...table, town: filled.finish() },
		fillTown: (record) => {
			if (record.town !== null) return record;
			const town = findTown(Math.round(record.lon * E7), Math.round(record.lat * E7));
			return town === null ? record : { ...record, town };
		},
	};
}
