import type { ClosureShape } from './closure.ts';
import { UsageError } from './errors.ts';
import { distanceM, metresPerDegree } from './geo/local-plane.ts';
import type { BBox, Position } from './geo/lon-lat.ts';

/** Positions of one shape; every pair of a ring's edges is looked at. */
const MAX_POSITIONS = 2000;
/** Together, of a line or of all rings. Nobody closes more by hand, and a server has to find every road along it. Assumption, not sourced. */
const MAX_LENGTH_KM = 500;
/** Of one ring. Assumption, not sourced. */
const MAX_AREA_KM2 = 400;
/** Shorter lines and smaller areas are slips of the hand. Assumption, not sourced. */
const MIN_LENGTH_M = 0.5;
const MIN_AREA_M2 = 1;

/**
 * Whether roads can be closed by this shape: a line with a length; rings that are closed, cross themselves nowhere and hold an area;
 * some of it within the city's `bounds`; at most 500 km of line and 400 km2. Cost: edges of a ring squared, 2000 take some 20 ms.
 * @throws UsageError `closure/no-length`, `closure/bad-ring`, `closure/too-many-positions`, `closure/too-large`, `closure/outside-city`
 */
export function checkClosureShape(shape: ClosureShape, bounds: BBox): void {
	const lines: readonly (readonly Position[])[] = shape.type === 'LineString' ? [shape.coordinates] : shape.coordinates;
	const positions = lines.flat();
	if (positions.length > MAX_POSITIONS) {
		throw new UsageError(
			'closure/too-many-positions',
			`closure: got ${positions.length} positions, expected at most ${MAX_POSITIONS}`,
		);
	}
	const lengthKm = lines.reduce((sum, line) => sum + measureLineM(line), 0) / 1000;
	if (lengthKm > MAX_LENGTH_KM) throw tooLarge(`${Math.round(lengthKm)} km of line`, `${MAX_LENGTH_KM} km`);
	if (shape.type === 'LineString') checkLine(shape.coordinates);
	else for (const [i, ring] of shape.coordinates.entries()) checkRing(ring, i);
	const [west, south, east, north] = boxOf(positions);
	if (west > bounds[2] || east < bounds[0] || south > bounds[3] || north < bounds[1]) {
		throw new UsageError(
			'closure/outside-city',
			`closure: got ${west},${south} to ${east},${north}, expected a part of it within ${bounds.join(',')}`,
			{ context: { bounds } },
		);
	}
}

function measureLineM(line: readonly Position[]): number {
	let lengthM = 0;
	for (let i = 1; i < line.length; i++) lengthM += distanceM(toLonLat(line, i - 1), toLonLat(line, i));
	return lengthM;
}

function tooLarge(got: string, most: string): UsageError {
	return new UsageError('closure/too-large', `closure: got ${got}, expected at most ${most}`);
}

function checkLine(line: readonly Position[]): void {
	const lengthM = measureLineM(line);
	if (lengthM >= MIN_LENGTH_M) return;
	throw new UsageError(
		'closure/no-length',
		`closure: got a line of ${lengthM.toFixed(2)} m, expected at least ${MIN_LENGTH_M} m`,
	);
}

function checkRing(ring: readonly Position[], i: number): void {
	const refuse = (got: string, expected: string) =>
		new UsageError('closure/bad-ring', `closure: ring ${i}: got ${got}, expected ${expected}`, {
			context: { ring: i },
		});
	const [first, last] = [ring[0], ring[ring.length - 1]] as [Position, Position];
	if (first[0] !== last[0] || first[1] !== last[1]) {
		throw refuse(`first position ${first.join(',')} and last ${last.join(',')}`, 'them to be the same');
	}
	const crossed = findCrossing(ring);
	if (crossed) throw refuse(`an edge at ${crossed.join(',')} that crosses another`, 'edges that do not cross');
	const areaM2 = measureRingM2(ring);
	if (areaM2 < MIN_AREA_M2) throw refuse(`an area of ${areaM2.toFixed(2)} m2`, `at least ${MIN_AREA_M2} m2`);
	if (areaM2 > MAX_AREA_KM2 * 1e6) throw tooLarge(`an area of ${Math.round(areaM2 / 1e6)} km2`, `${MAX_AREA_KM2} km2`);
}

/** Beginning of an edge that crosses another; touching is not crossing. */
function findCrossing(ring: readonly Position[]): Position | undefined {
	for (let i = 0; i + 1 < ring.length; i++) {
		const [a, b] = [ring[i], ring[i + 1]] as [Position, Position];
		for (let k = i + 2; k + 1 < ring.length; k++) {
			const [c, d] = [ring[k], ring[k + 1]] as [Position, Position];
			if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return a;
		}
	}
	return undefined;
}

/** Which side of the line from a to b the position c is on. */
function turn(a: Position, b: Position, c: Position): number {
	return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}

function measureRingM2(ring: readonly Position[]): number {
	const [lon0, lat0] = ring[0] as Position;
	const scale = metresPerDegree(lat0);
	let doubled = 0;
	for (let i = 0; i + 1 < ring.length; i++) {
		const [a, b] = [ring[i], ring[i + 1]] as [Position, Position];
		doubled += (a[0] - lon0) * (b[1] - lat0) - (b[0] - lon0) * (a[1] - lat0);
	}
	return (Math.abs(doubled) / 2) * scale.lon * scale.lat;
}

function boxOf(positions: readonly Position[]): BBox {
	let [west, south, east, north] = [180, 90, -180, -90];
	for (const [lon, lat] of positions) {
		west = Math.min(west, lon);
		south = Math.min(south, lat);
		east = Math.max(east, lon);
		north = Math.max(north, lat);
	}
	return [west, south, east, north];
}

function toLonLat(line: readonly Position[], i: number): { lon: number; lat: number } {
	const [lon, lat] = line[i] as Position;
	return { lon, lat };
}
