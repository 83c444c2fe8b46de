import type { PlacedAerial } from '../../../domain/alert/situation.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import { nearestOnStretch } from '../../measure/plane-line.ts';
import type { Site } from '../site.ts';
import type { Boom } from './boom.ts';
import { findLane } from './find-lane.ts';
import { freeWidthM, listTakenGround } from './free-ground.ts';
import { judgePlace, measureSlope, measureTargetGapM, type Stand } from './list-stands.ts';
import type { Obstacle } from './obstacle.ts';
import { createSideFrame, type SideFrame } from './side-frame.ts';

/** A stand that a person chose for one truck, in the frame of that truck. */
export interface PlacedStand {
	readonly stand: Stand;
	/** Index of the side nearest to it. */
	readonly side: number;
	/** From the target's wall to the near edge of the ground it takes. */
	readonly wallM: number;
}

const RAD = Math.PI / 180;
const EPS_M = 1e-6;

/**
 * A truck put somewhere by hand, judged as rule A9 judges the places it finds: its own length, as much width as is free round it, its lane.
 * Without a heading it stands along the nearest side. A place without a lane, or too steep, is kept and marked, as a person chose it; one
 * without room is unusable.
 */
export function placeStand(
	site: Site,
	frames: readonly SideFrame[],
	obstacles: readonly Obstacle[],
	boom: Boom,
	placed: PlacedAerial,
	baseM: number | null,
): PlacedStand | undefined {
	const { values } = site.table;
	const at = site.plane.toXY([placed.lon, placed.lat]);
	const { frame: nearest, distanceM } = findNearestSide(frames, at);
	if (nearest === undefined) return undefined;
	const heading = placed.headingDeg === null ? null : placed.headingDeg * RAD;
	const along: XY = heading === null ? nearest.along : [Math.sin(heading), Math.cos(heading)];
	// The truck's own frame: its middle line is u at v = DEPTH_M, and what is behind it counts too.
	const { lengthM } = boom.model.profile;
	const maxWidthM = values['aerial.widthM'];
	const outward: XY = [along[1], -along[0]];
	const foot: XY = [at[0] - outward[0] * maxWidthM, at[1] - outward[1] * maxWidthM];
	const end: XY = [foot[0] + along[0] * 0.01, foot[1] + along[1] * 0.01];
	const side = { ...nearest.side, line: [foot, end], lengthM: 0.01, outward };
	const frame = createSideFrame(nearest.index, side, obstacles, site.roads ?? [], 1);
	const taken = listTakenGround(frame.obstacles, -lengthM / 2, lengthM / 2, maxWidthM * 2);
	const widthM = freeWidthM(taken, maxWidthM, 0, maxWidthM);
	// Outriggers that are not fully out shorten the boom's reach, whatever room there is.
	const jackedM = Math.min(widthM, placed.jackSpreadM ?? widthM);
	const box = {
		minU: -lengthM / 2,
		maxU: lengthM / 2,
		minV: maxWidthM - widthM / 2,
		maxV: maxWidthM + widthM / 2,
	};
	const lane = site.roads === null ? null : findLane({ frame, values }, box);
	const gapM = measureTargetGapM(frame, box);
	const wallM = gapM < Number.POSITIVE_INFINITY ? gapM : Math.max(0, distanceM - widthM / 2);
	const slope = measureSlope(site, frame, box);
	const place = { lengthM, widthM, wallM, gapM: wallM, podiumM: 0, slope };
	const { failing } = judgePlace(site, place, lane, lengthM);
	const hasRoom = jackedM >= values['aerial.standWidthM'] - EPS_M;
	const groundM = site.groundAtM(at);
	return {
		side: nearest.index,
		wallM,
		stand: {
			...{ frame, u: 0, v: maxWidthM, at, widthsM: [jackedM], lengthM, gapM: wallM, podiumM: 0, slope },
			widthM: hasRoom ? widthM : values['aerial.standWidthM'],
			worth: 1,
			lane: lane === 'off-ground' ? null : lane,
			stepM: groundM === null || baseM === null ? 0 : groundM - baseM,
			verdict: hasRoom ? (failing.length === 0 ? 'conform' : 'usable') : 'unusable',
			failing: hasRoom
				? failing
				: [
						{
							code: 'aerial/no-room',
							params: { freeWidthM: jackedM, neededWidthM: values['aerial.standWidthM'] },
						},
					],
		},
	};
}

/** The side whose wall is nearest to a place. */
function findNearestSide(frames: readonly SideFrame[], at: XY) {
	let frame: SideFrame | undefined;
	let distanceM = Number.POSITIVE_INFINITY;
	for (const each of frames) {
		const { line } = each.side;
		for (let i = 0; i + 1 < line.length; i++) {
			const foot = nearestOnStretch(at, line[i] as XY, line[i + 1] as XY);
			const away = Math.hypot(at[0] - foot[0], at[1] - foot[1]);
			if (away >= distanceM - EPS_M) continue;
			frame = each;
			distanceM = away;
		}
	}
	return { frame, distanceM };
}
