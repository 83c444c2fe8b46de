import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Pair = readonly (number | null)[];
type Properties = Readonly<Record<string, unknown>>;

/** South-west corner of the block in which the made-up buildings stand. */
export const CORNER: readonly [number, number] = [113.75, 23.02];
const STEP = 0.0002;

/** A closed square of some 10 m, `column` steps east of the corner. */
export function square(column = 0, size = 0.0001): [number, number][] {
	const west = CORNER[0] + column * STEP;
	const south = CORNER[1];
	return [
		[west, south],
		[west + size, south],
		[west + size, south + size],
		[west, south + size],
		[west, south],
	];
}

/** A GeoJSON feature of one ring; the ring may be as wrong as the caller wants. */
export function feature(id: string | null, ring: readonly Pair[], properties: Properties = {}): object {
	return {
		type: 'Feature',
		...(id === null ? {} : { id }),
		properties,
		geometry: { type: 'Polygon', coordinates: [ring] },
	};
}

/** Three sound buildings: what stands beside the bad one. */
export function soundFeatures(): object[] {
	return [10, 11, 12].map((column) => feature(`sound-${column}`, square(column), { height: 12, floors: 4 }));
}

/** Writes GeoJSON lines: the sound buildings and then these. */
export function writeLines(dir: string, features: readonly object[], name = 'city.geojsonl'): string {
	const path = join(dir, name);
	writeFileSync(path, [...soundFeatures(), ...features].map((one) => `${JSON.stringify(one)}\n`).join(''));
	return path;
}

/** Writes text or bytes. */
export function writeInput(dir: string, name: string, content: string | Uint8Array): string {
	const path = join(dir, name);
	writeFileSync(path, content);
	return path;
}

/** Arguments of a build of these inputs. */
export function build(dir: string, ...inputs: readonly string[]): readonly string[] {
	return ['build', ...inputs, '--out', join(dir, 'pack'), '--workers', '1', '--json'];
}
