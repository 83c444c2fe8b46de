import type { TargetSide } from '../../../domain/alert/sides.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import { between, measureLineM, nearestOnStretch } from '../../measure/plane-line.ts';
import type { PlaneShape } from '../../measure/plane-shape.ts';
import { roundCm } from '../../measure/round.ts';
import type { Side, Site, SiteRoad } from '../site.ts';
import { samplePlaces } from './measure-clear-width.ts';

/** Places along a side from which a carriageway is looked for. */
const PLACES = 5;
/** A line of sight starts so far off the wall. */
const OFF_WALL_M = 0.05;

/** Figures of rule A7. */
export interface AccessLimits {
	readonly withinM: number;
	readonly laneWidthM: number;
	readonly estimatedMarginM: number;
}

interface Served {
	readonly road: SiteRoad;
	/** From the wall to the carriageway's edge. */
	readonly distanceM: number;
	readonly rank: number;
}

const NONE = {
	roadName: null,
	roadNameEn: null,
	carriagewayM: null,
	carriagewayEstimated: null,
	distanceM: null,
} as const;

/**
 * Rule A7: can a fire engine come to a side? By a carriageway before the side, on the ground, its edge within `withinM` of the wall and no
 * building between: 'reached' where it is `laneWidthM` wide, 'tight' where only an estimate near that says so, 'not-reached' below. Of
 * several the best, then the nearest. Without roads: 'unknown'.
 */
export function findSideAccess(
	site: Pick<Site, 'target' | 'roads' | 'findOthersIn'>,
	side: Side,
	limits: AccessLimits,
): TargetSide['access'] {
	const { roads, target } = site;
	if (!roads || !target) return { verdict: 'unknown', reason: { code: 'no-roads', params: {} }, ...NONE };
	const { withinM, laneWidthM } = limits;
	const starts = samplePlaces(side.line, measureLineM(side.line) / PLACES);
	let best: Served | undefined;
	let isBlocked = false;
	for (const road of roads) {
		if (road.isOffGround) continue;
		const rank = rankRoad(road, limits);
		for (const start of starts) {
			const near = findNearestBefore(road.line, start, side.outward);
			if (!near) continue;
			const distanceM = Math.max(0, between(start, near) - road.widthM / 2);
			if (distanceM > withinM) continue;
			if (best && (rank < best.rank || (rank === best.rank && distanceM >= best.distanceM - 1e-6))) continue;
			if (isSightBlocked(site, target.shape, offWall(start, side.outward), near)) isBlocked = true;
			else best = { road, distanceM, rank };
		}
	}
	if (!best) {
		const code = isBlocked ? 'carriageway-behind-building' : 'no-carriageway-within';
		return { verdict: 'not-reached', reason: { code, params: { withinM } }, ...NONE };
	}
	const { road, rank } = best;
	const params = { widthM: road.widthM, neededM: laneWidthM };
	return {
		verdict: rank === 2 ? 'reached' : rank === 1 ? 'tight' : 'not-reached',
		reason: rank === 2 ? null : { code: rank === 1 ? 'carriageway-width-estimated' : 'carriageway-narrow', params },
		roadName: road.name,
		roadNameEn: road.nameEn,
		carriagewayM: road.widthM,
		carriagewayEstimated: road.widthEstimated,
		distanceM: roundCm(best.distanceM),
	};
}

/** 2 = wide enough, 1 = an estimate near the rule, 0 = too narrow. */
function rankRoad({ widthM, widthEstimated }: SiteRoad, { laneWidthM, estimatedMarginM }: AccessLimits): number {
	if (!widthEstimated) return widthM >= laneWidthM ? 2 : 0;
	if (widthM >= laneWidthM + estimatedMarginM) return 2;
	return widthM >= laneWidthM - estimatedMarginM ? 1 : 0;
}

function offWall([x, y]: XY, outward: XY): XY {
	return [x + outward[0] * OFF_WALL_M, y + outward[1] * OFF_WALL_M];
}

/** The place of a line that is nearest to a start and lies before the side there; undefined = all of it lies behind. */
function findNearestBefore(line: readonly XY[], start: XY, outward: XY): XY | undefined {
	let nearest: XY | undefined;
	let nearestM = Number.POSITIVE_INFINITY;
	for (let i = 1; i < line.length; i++) {
		const at = nearestOnStretch(start, line[i - 1] as XY, line[i] as XY);
		if ((at[0] - start[0]) * outward[0] + (at[1] - start[1]) * outward[1] <= 0) continue;
		const awayM = between(start, at);
		if (awayM < nearestM) [nearest, nearestM] = [at, awayM];
	}
	return nearest;
}

function isSightBlocked(site: Pick<Site, 'findOthersIn'>, own: PlaneShape, from: XY, to: XY): boolean {
	if (crosses(own, from, to)) return true;
	const between = site.findOthersIn(
		Math.min(from[0], to[0]),
		Math.min(from[1], to[1]),
		Math.max(from[0], to[0]),
		Math.max(from[1], to[1]),
	);
	return between.some(({ shape }) => crosses(shape, from, to));
}

/** Whether a stretch crosses a wall of a shape. */
function crosses({ xy, ringStart }: PlaneShape, from: XY, to: XY): boolean {
	const [rx, ry] = [to[0] - from[0], to[1] - from[1]];
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		for (let v = ringStart[ring] as number; v + 1 < (ringStart[ring + 1] as number); v++) {
			const cx = (xy[v * 2] as number) - from[0];
			const cy = (xy[v * 2 + 1] as number) - from[1];
			const sx = (xy[v * 2 + 2] as number) - (xy[v * 2] as number);
			const sy = (xy[v * 2 + 3] as number) - (xy[v * 2 + 1] as number);
			const cross = rx * sy - ry * sx;
			if (cross === 0) continue;
			const t = (cx * sy - cy * sx) / cross;
			const u = (cx * ry - cy * rx) / cross;
			if (t >= 0 && t <= 1 && u >= 0 && u <= 1) return true;
		}
	}
	return false;
}
