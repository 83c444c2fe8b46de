import { type CityShape, type CitySurface, readCityShape } from './cityjson-surfaces.ts';
import type { CityVertices } from './cityjson-vertices.ts';
import { outlineFaces } from './outline-faces.ts';

/** What a building covers on the ground and how far it reaches, in the input's own coordinates. */
export interface CityFootprint {
	/** Polygons of rings, flat [x, y, ...]; empty = the geometry covers nothing. */
	readonly polygons: readonly (readonly Float64Array[])[];
	/** Level of detail it was taken from. */
	readonly lod: number;
	/** Lowest and highest vertex of the geometries of that level. */
	readonly minZ: number;
	readonly maxZ: number;
}

/** A face whose corners differ less in height counts as horizontal, and faces within it of the lowest as lowest. Input's unit. */
const LEVEL_TOLERANCE = 0.01;

/**
 * The footprint of a CityJSON object's geometries. The highest level of detail is taken from which one can be had:
 * 1. its faces marked GroundSurface;
 * 2. without any: its lowest horizontal faces, where they are most of what looks down;
 * 3. of a solid: all faces that look down, seen from above.
 * When no level gives one (walls and roofs without a floor), the faces of the highest level that look up are seen from
 * above. Faces that share edges become one outline. Null = there is no geometry with faces.
 * @throws RecordError `record/bad-geometry`
 */
export function findFootprint(geometries: unknown, vertices: CityVertices): CityFootprint | null {
	const shapes: CityShape[] = [];
	for (const geometry of Array.isArray(geometries) ? geometries : []) {
		const shape = readCityShape(geometry, vertices);
		if (shape && shape.surfaces.length > 0) shapes.push(shape);
	}
	shapes.sort((a, b) => b.lod - a.lod);
	const choices: [CityShape, CitySurface[]][] = shapes.map((shape) => [shape, groundFaces(shape)]);
	const highest = shapes[0];
	if (!highest) return null;
	const [shape, faces] = choices.find((choice) => choice[1].length > 0) ?? [highest, facesLookingUp(highest)];
	return toFootprint(shape, faces);
}

function groundFaces({ surfaces, isSolid }: CityShape): CitySurface[] {
	const flat = surfaces.filter((surface) => surface.doubleAreaFromAbove !== 0);
	const marked = flat.filter((surface) => surface.semantics === 'GroundSurface');
	if (marked.length > 0) return marked;
	const lookingDown = isSolid ? flat.filter((surface) => surface.doubleAreaFromAbove < 0) : [];
	const lowest = lowestFaces(flat);
	return areaOf(lowest) * 2 >= areaOf(lookingDown) ? lowest : lookingDown;
}

function lowestFaces(surfaces: readonly CitySurface[]): CitySurface[] {
	const floor = lowestOf(surfaces);
	return surfaces.filter(({ maxZ }) => maxZ - floor <= LEVEL_TOLERANCE);
}

function facesLookingUp({ surfaces }: CityShape): CitySurface[] {
	const up = surfaces.filter((surface) => surface.doubleAreaFromAbove > 0);
	return up.length > 0 ? up : surfaces.filter((surface) => surface.doubleAreaFromAbove < 0);
}

function areaOf(surfaces: readonly CitySurface[]): number {
	return surfaces.reduce((sum, surface) => sum + Math.abs(surface.doubleAreaFromAbove), 0);
}

function toFootprint(shape: CityShape, faces: readonly CitySurface[]): CityFootprint {
	return {
		polygons: outlineFaces(faces.map((face) => face.rings)),
		lod: shape.lod,
		minZ: lowestOf(shape.surfaces),
		maxZ: shape.surfaces.reduce((highest, { maxZ }) => Math.max(highest, maxZ), Number.NEGATIVE_INFINITY),
	};
}

function lowestOf(surfaces: readonly CitySurface[]): number {
	return surfaces.reduce((lowest, { minZ }) => Math.min(lowest, minZ), Number.POSITIVE_INFINITY);
}
