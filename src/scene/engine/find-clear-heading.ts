import { createLocalPlane } from '../../domain/geo/local-plane.ts';
import type { PictureBuilding } from '../layers/alarm-picture.ts';
import { getDrawnHeightM } from './alarm-lines.ts';
import { findAnchor } from './prism-edges.ts';

const STEP_DEG = 15;
/** A building hides what lies behind it within this of its own direction. */
const HALF_WIDTH_M = 14;
/** Sides are equally clear when they hide no more than this share of a front more. */
const SLACK_SHARE = 0.1;

/**
 * From which side the target is least hidden by its neighbours, as a heading for FlyTarget. Of equally clear sides the one
 * nearest to `preferredDeg` wins. Neighbours are taken as posts 28 m wide in the middle of their outlines, so this is a choice
 * of view and no measure of sight. Without a target outline: `preferredDeg`.
 */
export function findClearHeading(
	target: PictureBuilding,
	neighbours: readonly PictureBuilding[],
	pitchDeg: number,
	preferredDeg: number,
): number {
	const centre = findAnchor(target.polygons);
	if (!centre) return preferredDeg;
	const plane = createLocalPlane({ lon: centre[0], lat: centre[1] });
	const slope = Math.tan((Math.abs(pitchDeg) * Math.PI) / 180);
	const posts = neighbours.flatMap((neighbour) => {
		const middle = findAnchor(neighbour.polygons);
		return middle ? [{ xy: plane.toXY(middle), heightM: getDrawnHeightM(neighbour.heightM) }] : [];
	});
	/** Square metres of the target's front that stay hidden to a viewer looking along a heading. */
	const hide = (headingDeg: number) => {
		const heading = (headingDeg * Math.PI) / 180;
		let hidden = 0;
		for (const { xy, heightM } of posts) {
			const towardsViewerM = -(xy[0] * Math.sin(heading) + xy[1] * Math.cos(heading));
			const asideM = Math.abs(xy[0] * Math.cos(heading) - xy[1] * Math.sin(heading));
			if (towardsViewerM <= 0 || asideM > 2 * HALF_WIDTH_M) continue;
			const hiddenUpToM = Math.min(heightM - towardsViewerM * slope, getDrawnHeightM(target.heightM));
			hidden += Math.max(0, hiddenUpToM) * (2 * HALF_WIDTH_M - asideM);
		}
		return hidden;
	};
	const headings = Array.from({ length: 360 / STEP_DEG }, (_, step) => {
		const turn = (step % 2 === 0 ? 1 : -1) * Math.ceil(step / 2) * STEP_DEG;
		const heading = (preferredDeg + turn + 360) % 360;
		return { heading, hidden: hide(heading) };
	});
	const least = Math.min(...headings.map(({ hidden }) => hidden));
	const slack = SLACK_SHARE * 2 * HALF_WIDTH_M * getDrawnHeightM(target.heightM);
	return headings.find(({ hidden }) => hidden <= least + slack)?.heading ?? preferredDeg;
}
