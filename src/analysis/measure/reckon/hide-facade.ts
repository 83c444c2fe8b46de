import type { Building } from '../../../domain/building.ts';
import type { LocalPlane, XY } from '../../../domain/geo/local-plane.ts';
import type { Side } from '../../alert/site.ts';
import { measureGapToPoint } from '../gap.ts';
import { between } from '../plane-line.ts';
import { createPlaneShape, type PlaneShape } from '../plane-shape.ts';

/** What of a facade neighbours hide. */
export interface HiddenFacade {
	readonly m2: number;
	/** false: the height of a neighbour that touches is unknown. */
	readonly isKnown: boolean;
}

interface Neighbour {
	readonly building: Building;
	readonly shape: PlaneShape;
}

/**
 * How much of a side do neighbours hide that stand within `touchM` of it, or reach over it? Each stretch of wall is cut where a neighbour
 * begins or ends to touch it; of several the highest counts. Cost: walls of the side times walls of the neighbours about it.
 */
export function hideFacade(
	side: Side,
	{ bottomM, topM }: { readonly bottomM: number; readonly topM: number },
	neighbours: readonly Building[],
	plane: LocalPlane,
	touchM: number,
): HiddenFacade {
	const near = neighbours
		.map((building): Neighbour => ({ building, shape: createPlaneShape(building.polygons, plane) }))
		.filter(({ shape }) => meetsBox(shape, side.line, touchM));
	let m2 = 0;
	let isKnown = true;
	for (let i = 1; i < side.line.length; i++) {
		const [a, b] = [side.line[i - 1] as XY, side.line[i] as XY];
		const lengthM = between(a, b);
		if (lengthM === 0) continue;
		const cuts = [...new Set([0, 1, ...near.flatMap(({ shape }) => listCuts(a, b, shape, touchM))])].sort(
			(p, q) => p - q,
		);
		for (let c = 1; c < cuts.length; c++) {
			const [from, to] = [cuts[c - 1] as number, cuts[c] as number];
			const middle = (from + to) / 2;
			const at: XY = [a[0] + middle * (b[0] - a[0]), a[1] + middle * (b[1] - a[1])];
			let highestM = bottomM;
			for (const { building, shape } of near) {
				if (measureGapToPoint(shape, at).distanceM > touchM) continue;
				if (building.heightM === null) isKnown = false;
				else highestM = Math.max(highestM, Math.min(topM, building.heightM));
			}
			m2 += (to - from) * lengthM * (highestM - bottomM);
		}
	}
	return { m2, isKnown };
}

function meetsBox(shape: PlaneShape, line: readonly XY[], roomM: number): boolean {
	const xs = line.map(([x]) => x);
	const ys = line.map(([, y]) => y);
	return (
		shape.minX <= Math.max(...xs) + roomM &&
		shape.maxX >= Math.min(...xs) - roomM &&
		shape.minY <= Math.max(...ys) + roomM &&
		shape.maxY >= Math.min(...ys) - roomM
	);
}

/**
 * Shares of the stretch from a to b where a wall of a shape may come to touch it or cease to: where it comes within `touchM` of the stretch's
 * line or crosses it.
 */
function listCuts(a: XY, b: XY, { xy, ringStart }: PlaneShape, touchM: number): number[] {
	const lengthM = between(a, b);
	const [ux, uy] = [(b[0] - a[0]) / lengthM, (b[1] - a[1]) / lengthM];
	const alongOf = (v: number) => ((xy[v] as number) - a[0]) * ux + ((xy[v + 1] as number) - a[1]) * uy;
	const asideOf = (v: number) => ((xy[v + 1] as number) - a[1]) * ux - ((xy[v] as number) - a[0]) * uy;
	const cuts: number[] = [];
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		const end = ((ringStart[ring + 1] as number) - 1) * 2;
		for (let v = (ringStart[ring] as number) * 2; v < end; v += 2) {
			const [s1, d1, s2, d2] = [alongOf(v), asideOf(v), alongOf(v + 2), asideOf(v + 2)];
			if (Math.min(d1, d2) > touchM || Math.max(d1, d2) < -touchM) continue;
			for (const level of [-touchM, 0, touchM]) {
				if (d1 === d2 || level < Math.min(d1, d2) || level > Math.max(d1, d2)) continue;
				cuts.push(s1 + ((level - d1) / (d2 - d1)) * (s2 - s1));
			}
		}
	}
	return cuts.filter((along) => along > 0 && along < lengthM).map((along) => along / lengthM);
}
