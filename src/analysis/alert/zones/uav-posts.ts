import type { Orbit, Post } from '../../../domain/alert/zones.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import { roundCm, roundTenth } from '../../measure/round.ts';
import { type AirPlace, measureTopM } from '../exposures/find-blocker.ts';
import type { Site } from '../site.ts';
import { because, sourceOf, toPosition } from './describe-zone.ts';
import { bearingBetween, directionOf, measureExtent } from './place-extent.ts';
import { listFacades, measureSeenShare } from './seen-sides.ts';
import { createWallDistance } from './wall-distance.ts';
import { findWindSide } from './wind-side.ts';

/** Heights on the walls that a camera must see, and heights it tries, as shares of the target's. */
const LOOKED_AT = [0.2, 0.5, 0.85];
const TRIED = [0.5, 0.75, 1, 1.25];
/** A camera does not fly lower, metres. */
const LEAST_HEIGHT_M = 10;
/** Other buildings keep this far below and beside it, metres. */
const BESIDE_M = 10;
/** Sides within this angle of the view are what it looks at. */
const FACED_DEG = 50;
const ORBIT_PLACES = 36;
/** View points that are told. */
const MOST = 6;

/**
 * Rule A17: from where can a drone look at the target? Before each of the four faces of its own frame and each corner, as far off as the
 * whole face needs to be in the picture (fire-facts 7), at the first height from which nine tenths of its walls are seen, never above
 * 120 m true height nor downwind. Faces first, what sees more first, six at most. Empty where the target's height is unknown.
 */
export function listUavPosts(site: Site): Post[] {
	const { target, sides, table } = site;
	const first = sides[0];
	const heightM = target?.building.heightM ?? null;
	if (!target || !first || heightM === null) return [];
	const { values } = table;
	const walls = createWallDistance(target.shape);
	const found: { readonly post: Post; readonly share: number; readonly isCorner: boolean }[] = [];
	for (let i = 0; i < 8; i++) {
		const isCorner = i % 2 === 1;
		const bearingDeg = (first.bearingDeg + i * 45) % 360;
		const view = findView(bearingDeg, heightM);
		if (!view) continue;
		found.push({ post: describe(view, bearingDeg, isCorner), share: view.share, isCorner });
	}
	found.sort((a, b) => Number(a.isCorner) - Number(b.isCorner) || b.share - a.share);
	return found.slice(0, MOST).map(({ post }, i) => ({ ...post, id: `U${i + 1}` }));

	function findView(bearingDeg: number, heightM: number) {
		const [ux, uy] = directionOf(bearingDeg);
		const { middle, halfAlongM, halfAcrossM } = measureExtent(site, [ux, uy]);
		const awayM = measureViewDistanceM(2 * halfAcrossM, heightM, {
			hfovDeg: values['uav.hfovDeg'],
			vfovDeg: values['uav.vfovDeg'],
			margin: values['uav.margin'],
			leastM: values['uav.leastM'],
		});
		const offM = halfAlongM + awayM;
		const xy: XY = [middle[0] + offM * ux, middle[1] + offM * uy];
		if (findWindSide(site.situation.wind, bearingDeg, values) === 'downwind') return null;
		const faced = listFacades(site).filter(
			({ outward }) => outward[0] * ux + outward[1] * uy >= Math.cos((FACED_DEG * Math.PI) / 180),
		);
		const leastM = measureClearHeightM(site, xy);
		if (faced.length === 0 || leastM === null) return null;
		const ceilingM = values['uav.ceilingM'];
		const tried = [...TRIED.map((share) => share * heightM), ceilingM].filter((zM) => zM >= leastM || zM === ceilingM);
		for (const wantedM of tried) {
			const agl = Math.min(ceilingM, Math.max(LEAST_HEIGHT_M, wantedM));
			if (agl < leastM) continue;
			const eye: AirPlace = { xy, zM: agl + measureRiseM(site, xy) };
			const heights = LOOKED_AT.map((share) => share * heightM);
			const shares = faced.map((side) => ({ id: side.id, share: measureSeenShare(site, side, eye, heights) }));
			const share = shares.reduce((sum, one) => sum + one.share, 0) / shares.length;
			if (share >= values['uav.visibleShare']) {
				const sees = shares.filter((one) => one.share > 0.5).map(({ id }) => id);
				return { xy, heightM: agl, share, sees, middle, awayM };
			}
		}
		return null;
	}

	function describe(view: NonNullable<ReturnType<typeof findView>>, bearingDeg: number, isCorner: boolean): Post {
		const [lon, lat] = toPosition(site.plane, view.xy);
		const wind = findWindSide(site.situation.wind, bearingDeg, values);
		const reasons: Post['reasons'] = [
			{
				...because(isCorner ? 'post/corner-view' : 'post/face-view', { share: Math.round(view.share * 100) }),
				good: true,
			},
			{
				...because('post/true-height', {
					trueHeightM: roundTenth(view.heightM),
					ceilingHeightM: values['uav.ceilingM'],
				}),
				good: true,
			},
			wind === null
				? { ...because('post/wind-unknown'), good: false }
				: { ...because(`post/${wind}`), good: wind !== 'downwind' },
		];
		return {
			id: '',
			kind: 'uav',
			lon,
			lat,
			heightM: roundTenth(view.heightM),
			lookDeg: roundTenth(bearingBetween(view.xy, view.middle)),
			sees: view.sees,
			distanceM: roundCm(walls.measureM(view.xy)),
			roadName: null,
			roadNameEn: null,
			reasons,
			sourced: sourceOf(site, 'A17', 'estimated', { viewDistanceM: roundCm(view.awayM), targetHeightM: heightM }, [
				'uav.hfovDeg',
				'uav.vfovDeg',
				'uav.margin',
				'uav.leastM',
				'uav.ceilingM',
				'uav.visibleShare',
			]),
		};
	}
}

/** How far off does a camera see a whole face: `max(W/2 / tan(hfov/2), H/2 / tan(vfov/2)) x margin`, never nearer than `leastM`. */
export function measureViewDistanceM(
	widthM: number,
	heightM: number,
	camera: { readonly hfovDeg: number; readonly vfovDeg: number; readonly margin: number; readonly leastM: number },
): number {
	const half = (deg: number) => Math.tan((deg * Math.PI) / 360);
	const awayM = Math.max(widthM / 2 / half(camera.hfovDeg), heightM / 2 / half(camera.vfovDeg)) * camera.margin;
	return Math.max(camera.leastM, awayM);
}

/** Ground at a place above the target's, metres; 0 without terrain. */
function measureRiseM(site: Site, xy: XY): number {
	const here = site.groundAtM(xy);
	const ground = site.target?.building.groundM ?? null;
	return here === null || ground === null ? 0 : here - ground;
}

/** How high one has to fly at a place to clear what stands below and beside, metres; null = a height there is unknown. */
function measureClearHeightM(site: Site, [x, y]: XY): number | null {
	let clearM = LEAST_HEIGHT_M;
	for (const { building, shape } of site.findOthersIn(x - BESIDE_M, y - BESIDE_M, x + BESIDE_M, y + BESIDE_M)) {
		if (createWallDistance(shape).measureM([x, y]) > BESIDE_M) continue;
		const topM = measureTopM(building, site);
		if (topM === null) return null;
		clearM = Math.max(clearM, topM + BESIDE_M);
	}
	return clearM;
}

/**
 * A line round the target for a drone: circle of half its diagonal and 20 m, 20 m above all that stands along it and at least at half its
 * height. null = no target, a height along it is unknown, or it would be above 120 m. Starts before the first side.
 */
export function findOrbit(site: Site): Orbit | null {
	const { target, sides, table, plane } = site;
	const first = sides[0];
	const targetM = target?.building.heightM ?? null;
	if (!target || !first || targetM === null) return null;
	const { values } = table;
	const clearM = values['uav.clearM'];
	const { middle } = measureExtent(site, directionOf(first.bearingDeg));
	const { xy } = target.shape;
	let halfM = 0;
	for (let i = 0; i < xy.length; i += 2) {
		halfM = Math.max(halfM, Math.hypot((xy[i] as number) - middle[0], (xy[i + 1] as number) - middle[1]));
	}
	const radiusM = halfM + clearM;
	let heightM = Math.max(LEAST_HEIGHT_M, targetM / 2);
	const [x, y] = middle;
	const outM = radiusM + BESIDE_M;
	for (const { building, shape } of site.findOthersIn(x - outM, y - outM, x + outM, y + outM)) {
		if (createWallDistance(shape).measureM(middle) > outM || farthestM(shape.xy, middle) < radiusM - BESIDE_M) continue;
		const topM = measureTopM(building, site);
		if (topM === null) return null;
		heightM = Math.max(heightM, topM + clearM);
	}
	if (heightM > values['uav.ceilingM']) return null;
	const line = Array.from({ length: ORBIT_PLACES + 1 }, (_, i) => {
		const [ux, uy] = directionOf(first.bearingDeg + (i * 360) / ORBIT_PLACES);
		return toPosition(plane, [x + radiusM * ux, y + radiusM * uy]);
	});
	return { line, heightM: roundTenth(heightM) };
}

function farthestM(xy: Float64Array, [x, y]: XY): number {
	let farthest = 0;
	for (let i = 0; i < xy.length; i += 2) {
		farthest = Math.max(farthest, Math.hypot((xy[i] as number) - x, (xy[i + 1] as number) - y));
	}
	return farthest;
}
