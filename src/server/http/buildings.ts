import { z } from 'zod';
import { firstCorner } from '../../analysis/measure/first-corner.ts';
import { measureAreaM2, measurePerimeterM } from '../../analysis/measure/footprint.ts';
import { createPlaneShape } from '../../analysis/measure/plane-shape.ts';
import { type BuildingResponse, ROUTES } from '../../domain/api.ts';
import type { Building } from '../../domain/building.ts';
import { NotFoundError } from '../../domain/errors.ts';
import { createLocalPlane } from '../../domain/geo/local-plane.ts';
import type { PackManifest } from '../../domain/pack/manifest.ts';
import type { ServedPack } from '../follow-pack.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** A building's number in its pack. */
const fidSchema = z.coerce.number().int().min(0).max(0xffff_ffff);

/** GET /api/buildings/fid/:fid: one building with all its attributes. POST /api/buildings/fids: where buildings are in this pack. */
export function registerBuildings(app: TypedApp, pack: ServedPack): void {
	addRoute(app, ROUTES.buildingByFid, ({ params }) =>
		pack.use(async (city) => {
			const fid = fidSchema.safeParse(params.fid).data;
			const building = fid === undefined ? undefined : await city.findBuildingByFid(fid);
			if (building) return describeBuilding(building, city.manifest);
			throw new NotFoundError(
				'building/not-found',
				`building ${params.fid}: got no such fid, expected one of the pack's version ${city.manifest.version}`,
				{ context: { fid: params.fid } },
			);
		}),
	);
	addRoute(app, ROUTES.findFids, ({ body: { ids } }) =>
		pack.use(async (city) => {
			const found = await Promise.all(ids.map((id) => city.findBuildingById(id)));
			return { packVersion: city.manifest.version, fids: found.map((building) => building?.fid ?? null) };
		}),
	);
}

function describeBuilding(building: Building, { sources }: PackManifest): BuildingResponse {
	const shape = createPlaneShape(building.polygons, createLocalPlane(firstCorner(building)));
	return {
		...building,
		statements: [...building.statements],
		polygons: building.polygons.map((rings) => rings.map((ring) => ring.map(([x, y]): [number, number] => [x, y]))),
		footprintM2: Math.round(measureAreaM2(shape) * 10) / 10,
		perimeterM: Math.round(measurePerimeterM(shape) * 100) / 100,
		provenance: sources.find(({ key }) => key === building.source) ?? null,
	};
}
