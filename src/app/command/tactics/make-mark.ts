import type { NewMark } from '../../../client/sketch.ts';
import { bearingDeg, createLocalPlane } from '../../../domain/geo/local-plane.ts';
import type { LonLat, Position } from '../../../domain/geo/lon-lat.ts';
import type { SnapHit } from '../../../domain/snap.ts';
import { readSnap } from '../../../domain/tactics/catch-mark.ts';
import { shapeGeometry } from '../../../domain/tactics/edit-geometry.ts';
import type { Phase } from '../../../domain/tactics/mark.ts';
import { findSymbol } from '../../../domain/tactics/symbols.ts';
import type { PlacingMark } from '../../state/tactics-store.ts';

/** What is around a new mark. */
export interface MarkSurroundings {
	readonly phase: Phase;
	/** Where it burns. */
	readonly target: LonLat;
	/** Feet of the target's walls. */
	readonly walls: readonly (readonly Position[])[];
	readonly storeyM: number;
	/** Which way is up on the map. */
	readonly viewHeadingDeg: number;
}

/** A vehicle as near to a wall stands along it. */
const ALONG_WALL_M = 60;
/** Least points of a line and of an area. */
const LEAST_POINTS = { line: 2, area: 3 } as const;

/** Whether points make the shape of a symbol already. */
export function canFinishMark(symbol: string, count: number): boolean {
	const kind = findSymbol(symbol)?.kind;
	return (kind === 'line' || kind === 'area') && count >= LEAST_POINTS[kind];
}

/** Bearing of the piece of wall nearest to a place; null = none is near. */
function findAlongWall([lon, lat]: Position, walls: MarkSurroundings['walls']): number | null {
	const plane = createLocalPlane({ lon, lat });
	let best: { readonly awayM: number; readonly bearing: number } | null = null;
	for (const wall of walls) {
		for (const [index, to] of wall.entries()) {
			const from = wall[index - 1];
			if (!from) continue;
			const [[ax, ay], [bx, by]] = [plane.toXY(from), plane.toXY(to)];
			const [dx, dy] = [bx - ax, by - ay];
			const square = dx * dx + dy * dy;
			if (square < 1) continue;
			const share = Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square));
			const awayM = Math.hypot(ax + share * dx, ay + share * dy);
			if (awayM > ALONG_WALL_M || (best && best.awayM <= awayM)) continue;
			best = { awayM, bearing: ((Math.atan2(dx, dy) * 180) / Math.PI + 360) % 360 };
		}
	}
	return best?.bearing ?? null;
}

/** Where the front of a new mark points: vehicles along the nearest wall of the target, the others at the target. */
export function findHeading(symbolCode: string, at: Position, around: MarkSurroundings): number | null {
	const symbol = findSymbol(symbolCode);
	if (!symbol?.turns) return null;
	const [lon, lat] = at;
	const heading =
		symbol.kind === 'vehicle'
			? (findAlongWall(at, around.walls) ?? around.viewHeadingDeg)
			: bearingDeg({ lon, lat }, around.target);
	return Math.round((heading + 360) % 360) % 360;
}

/** The floor of a place that was caught on a wall or a roof, as people count; null = the ground. */
export function readFloor(
	{ snap: { kind }, heightM }: Pick<SnapHit, 'snap' | 'heightM'>,
	storeyM: number,
): number | null {
	if (kind !== 'facade' && kind !== 'roof') return null;
	const floor = kind === 'roof' ? Math.round(heightM / storeyM) : Math.floor(heightM / storeyM) + 1;
	return floor < 2 ? null : Math.min(200, floor);
}

/** A mark of a symbol over points; `hit`: what its last point was caught by. null = the points do not make its shape yet. */
export function makeMark(
	{ symbol, truck }: PlacingMark,
	points: readonly Position[],
	hit: Pick<SnapHit, 'snap' | 'heightM'> | null,
	around: MarkSurroundings,
): NewMark | null {
	const found = findSymbol(symbol);
	const first = points[0];
	if (!found || !first) return null;
	const { kind } = found;
	if (kind === 'line' || kind === 'area') {
		if (!canFinishMark(symbol, points.length)) return null;
		const geometry = shapeGeometry(kind === 'line' ? 'LineString' : 'Polygon', points);
		return { geometry, symbol, phase: around.phase };
	}
	return {
		geometry: shapeGeometry('Point', [first]),
		...{ symbol, truck, phase: around.phase },
		headingDeg: findHeading(symbol, first, around),
		floor: hit && kind === 'point' ? readFloor(hit, around.storeyM) : null,
		snappedTo: hit && readSnap(hit),
	};
}
