import { describeMeasured } from '../../analysis/measure/reckon/describe-measured.ts';
import { reckonMeasure } from '../../analysis/measure/reckon/reckon-measure.ts';
import { findSnap } from '../../analysis/snap/find-snap.ts';
import { UnavailableError } from '../../domain/errors.ts';
import type { BBox, Position } from '../../domain/geo/lon-lat.ts';
import type { ByteSource } from '../../domain/pack/byte-source.ts';
import type { City } from '../../domain/pack/city.ts';
import { openFlatGeobuf } from '../../domain/pack/flatgeobuf-reader.ts';
import { lowestUnderPolygonsM } from '../../domain/pack/ground-grid.ts';
import type { LayerGeometry } from '../../domain/pack/layer-geometry.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';
import { openCity } from '../../domain/pack/open-city.ts';
import type { ServiceValues } from '../../domain/service/assumptions.ts';
import type { CallHandlers } from '../call-worker.ts';
import { createHttpSource } from '../http-source.ts';
import type { MeasureMessages } from '../messages.ts';
import { gatherSite } from './measure-site.ts';
import { createSnapCells, type SnapCells } from './snap-cells.ts';

interface OpenSurface {
	readonly city: City;
	readonly cells: SnapCells;
	readonly hasTerrain: boolean;
}

interface MeasuredSurface extends OpenSurface {
	readonly values: ServiceValues;
}

/** Answers what a pointer is caught by and what is measured, over the geometry of one pack. */
export function createMeasureHandlers(): CallHandlers<MeasureMessages> {
	let opening: Promise<MeasuredSurface> | null = null;

	async function waitForSurface(signal: AbortSignal): Promise<MeasuredSurface> {
		if (!opening) {
			throw new UnavailableError('measure/not-open', 'measure: got a question, expected measure/open before it');
		}
		const surface = await opening;
		signal.throwIfAborted();
		return surface;
	}

	return {
		'measure/open': async ({ packUrl, table }, signal) => {
			opening = openSurface((name) => createHttpSource(`${packUrl}${name}`)).then((surface) => ({
				...surface,
				values: table.values,
			}));
			await opening;
			signal.throwIfAborted();
			return { output: null };
		},
		'measure/snap': async (ray, signal) => {
			const { cells } = await waitForSurface(signal);
			return { output: findSnap(ray, await cells.gather(ray.eye, ray.through, signal)) };
		},
		'measure/reckon': async (query, signal) => {
			const surface = await waitForSurface(signal);
			const places = query.points.map(({ lon, lat, snap }) => ({ lon, lat, buildingId: snap.buildingId }));
			const site = await gatherSite(surface, places, surface.values['surroundings.touchingM'], signal);
			return { output: reckonMeasure(query, site) };
		},
		'measure/describe': async ({ fid }, signal) => {
			const surface = await waitForSurface(signal);
			const building = await surface.city.findBuildingByFid(fid, signal);
			const [lon, lat] = building?.polygons[0]?.[0]?.[0] ?? [];
			if (!building || lon === undefined || lat === undefined) return { output: null };
			const site = await gatherSite(
				surface,
				[{ lon, lat, buildingId: building.id }],
				surface.values['side.searchM'],
				signal,
			);
			return { output: describeMeasured(building, site) };
		},
	};
}

/** Opens the part of a pack that is measured on. @throws what openCity throws */
export async function openSurface(openFile: (name: string) => ByteSource): Promise<OpenSurface> {
	const city = await openCity(openFile);
	const ground = await city.readGround();
	const roads = openFlatGeobuf(openFile(PACK_FILES.roads));
	// Without roads one measures on: the first question for them says why there are none.
	roads.catch(() => undefined);
	const cells = createSnapCells({
		findBuildings: (box) => city.findBuildingsIn(box),
		async findRoads(box: BBox) {
			const file = await roads;
			return (await file.findIn(box)).flatMap((feature) => linesOf(file.decode(feature).geometry));
		},
		footOf: ({ polygons }) => (ground ? lowestUnderPolygonsM(ground, polygons) : 0),
	});
	return { city, cells, hasTerrain: ground !== null };
}

function linesOf(geometry: LayerGeometry): readonly (readonly Position[])[] {
	if (geometry.type === 'LineString') return [geometry.coordinates];
	return geometry.type === 'MultiLineString' ? geometry.coordinates : [];
}
