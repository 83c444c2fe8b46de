import { getDrawnHeightM } from '../engine/alarm-lines.ts';
import type { MapGround } from '../engine/map-ground.ts';
import { findAnchor, type Point3 } from '../engine/prism-edges.ts';
import type { AlarmPicture, MapLabelText, PictureBuilding } from './alarm-picture.ts';
import type { MapLabel } from './label-board.ts';

/** Order of survival (UI design language, section 2); routes stand between water in use and faulty water. */
const RANKS = { target: 0, height: 20, gap: 30, water: 40, faultyWater: 60, rest: 70 } as const;
/** Beyond these distances gaps and single buildings, or hydrants, are told in the cards only; a tall target is looked at from farther away. */
const DETAIL_RANGE_M = 900;
const DETAIL_RANGE_PER_HEIGHT = 9;
const WATER_RANGE_M = 1_500;

/** The labels of an alarm picture, but for the height dimension, which turns with the camera. */
export function listAlarmLabels(picture: AlarmPicture, ground: MapGround): MapLabel[] {
	const labels: MapLabel[] = [];
	const { target } = picture;
	const detailRangeM = findDetailRangeM(target);
	if (target?.title) {
		const anchor = findAnchor(target.polygons);
		const point: Point3 = [...(anchor ?? [picture.at.lon, picture.at.lat]), getRoofM(target, ground)];
		labels.push({
			id: 'target',
			text: target.title,
			disc: null,
			rank: RANKS.target,
			anchors: [point],
			gapPx: 26,
			maximumRangeM: null,
		});
	}
	for (const [order, neighbour] of picture.neighbours.entries()) {
		const levelM = getGapLevelM(target, neighbour, ground);
		if (neighbour.gapLabel && neighbour.gapLine) {
			const [[lonA, latA], [lonB, latB]] = neighbour.gapLine;
			labels.push({
				id: `gap-${neighbour.id}`,
				text: neighbour.gapLabel,
				disc: null,
				rank: RANKS.gap + Math.min(order, 9),
				anchors: [[(lonA + lonB) / 2, (latA + latB) / 2, levelM]],
				gapPx: 8,
				maximumRangeM: detailRangeM,
			});
		}
		const middle = findAnchor(neighbour.polygons);
		if (neighbour.title && middle) {
			labels.push({
				id: `neighbour-${neighbour.id}`,
				text: neighbour.title,
				disc: null,
				rank: RANKS.rest + Math.min(order, 9),
				anchors: [[...middle, getRoofM(neighbour, ground)]],
				gapPx: 4,
				maximumRangeM: detailRangeM,
			});
		}
	}
	for (const [order, water] of picture.water.entries()) {
		if (!water.label) continue;
		const rank = water.state === 'ok' ? RANKS.water : RANKS.faultyWater;
		labels.push({
			id: `water-${water.id}`,
			text: water.label,
			disc: null,
			rank: rank + Math.min(order, 9),
			anchors: [[water.lon, water.lat, ground.heightAt(water.lon, water.lat) + 1.5]],
			gapPx: 16,
			maximumRangeM: WATER_RANGE_M,
		});
	}
	return labels;
}

/** The label of the height dimension of a target. */
export function createHeightLabel(text: MapLabelText, at: Point3, target: PictureBuilding): MapLabel {
	const maximumRangeM = findDetailRangeM(target);
	return { id: 'height', text, disc: null, rank: RANKS.height, anchors: [at], gapPx: 8, maximumRangeM };
}

function findDetailRangeM(target: PictureBuilding | null): number {
	return Math.max(DETAIL_RANGE_M, DETAIL_RANGE_PER_HEIGHT * (target?.heightM ?? 0));
}

/** The roof of a building as it is drawn, metres above the ellipsoid. */
export function getRoofM({ polygons, heightM }: PictureBuilding, ground: MapGround): number {
	return ground.footOf(polygons) + getDrawnHeightM(heightM);
}

/** Gaps are drawn at the roof of the lower of the two buildings, where both walls still stand; metres above the ellipsoid. */
export function getGapLevelM(target: PictureBuilding | null, neighbour: PictureBuilding, ground: MapGround): number {
	const otherRoofM = target ? getRoofM(target, ground) : ground.footOf(neighbour.polygons) + getDrawnHeightM(null);
	return Math.min(otherRoofM, getRoofM(neighbour, ground));
}
