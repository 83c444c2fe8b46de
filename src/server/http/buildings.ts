import { z } from 'zod';
import { firstCorner } from '../../analysis/measure/first-corner.ts';
import { measureAreaM2, measurePerimeterM } from '../../analysis/measure/footprint.ts';
import { createPlaneShape } from '../../analysis/measure/plane-shape.ts';
import { type BuildingResponse, ROUTES } from '../../domain/api.ts';
import type { Building } from '../../domain/building.ts';
import { NotFoundError } from '../../domain/errors.ts';
import { createLocalPlane } from '../../domain/geo/local-plane.ts';
import type { City } from '../../domain/pack/city.ts';
import type { TypedApp } from './typed-app.ts';

const params = z.object({ fid: z.coerce.number().int().min(0).max(0xffff_ffff) });

/** GET /api/buildings/fid/:fid: one building with all its attributes. */
export function registerBuildings(app: TypedApp, city: City): void {
	const { path, response } = ROUTES.buildingByFid;
	app.get(path, { schema: { params, response: { 200: response } } }, async (request) => {
		const { fid } = request.params;
		const building = await city.findBuildingByFid(fid);
		if (building) return describeBuilding(building, city);
		throw new NotFoundError(
			'building/not-found',
			`building ${fid}: got no such fid, expected one of the pack's version ${city.manifest.version}`,
			{ context: { fid } },
		);
	});
}

function describeBuilding(building: Building, { manifest }: City): BuildingResponse {
	const shape = createPlaneShape(building.polygons, createLocalPlane(firstCorner(building)));
	return {
		...building,
		statements: [...building.statements],
		polygons: building.polygons.map((rings) => rings.map((ring) => ring.map(([x, y]): [number, number] => [x, y]))),
		footprintM2: Math.round(measureAreaM2(shape) * 10) / 10,
		perimeterM: Math.round(measurePerimeterM(shape) * 100) / 100,
		provenance: manifest.sources.find(({ key }) => key === building.source) ?? null,
	};
}
