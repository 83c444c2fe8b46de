import Flatbush from 'flatbush';
import type { Situation } from '../../domain/alert/situation.ts';
import { createLocalPlane, metresPerDegree } from '../../domain/geo/local-plane.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import type { RoadIndex } from '../routing/road-index.ts';
import { findTarget, type TargetCandidate } from './find-target.ts';
import { listSides } from './list-sides.ts';
import { listSiteRoads } from './list-site-roads.ts';
import { type MeasuredBuilding, measureBuildings } from './measured-building.ts';
import { boxAroundTarget } from './place-box.ts';
import type { PlaceData } from './place-data.ts';
import type { Site } from './site.ts';

/** A site, and what else its point could mean. */
export interface CreatedSite {
	readonly site: Site;
	/** As FoundTarget.others. */
	readonly candidates: readonly TargetCandidate[];
}

/**
 * Lays what was read of a place out in metres round the alarm point. Without buildings (their part failed) the site has no target and no
 * others. Cost: about 3 us a building and a road.
 */
export function createSite(
	data: PlaceData,
	index: RoadIndex | null,
	{ nowMs, table, situation }: { nowMs: number; table: ServiceTable; situation: Situation },
): CreatedSite {
	const { at, manifest, reachM, ground } = data;
	const { values } = table;
	const plane = createLocalPlane(at);
	const degree = metresPerDegree(at.lat);
	const buildings = measureBuildings(data.buildings ?? [], plane);
	const nearM = values['target.nearM'];
	const near = buildings.filter(({ shape }) => {
		return shape.minX <= nearM && shape.maxX >= -nearM && shape.minY <= nearM && shape.maxY >= -nearM;
	});
	const { target, others: candidates } = findTarget(near, [0, 0], nearM);
	const others = target ? buildings.filter(({ building }) => building.fid !== target.building.fid) : buildings;
	const limits = {
		turnDeg: values['side.turnDeg'],
		jogM: values['side.jogM'],
		jogShare: values['side.jogShare'],
	};
	const site: Site = {
		manifest,
		nowMs,
		at,
		plane,
		table,
		situation,
		target,
		sides: target ? listSides(target.shape, limits) : [],
		others,
		reachM,
		findOthersIn: indexByPlace(others),
		roads: index && listSiteRoads(index, plane, boxAroundTarget(target, reachM)),
		groundAtM: (xy) => {
			if (!ground) return null;
			const [lon, lat] = plane.toLonLat(xy);
			return ground.groundAtM(lon, lat);
		},
		groundPostM: ground && Math.max(ground.lonStep * degree.lon, ground.latStep * degree.lat),
	};
	return { site, candidates };
}

function indexByPlace(buildings: readonly MeasuredBuilding[]): Site['findOthersIn'] {
	if (buildings.length === 0) return () => [];
	const tree = new Flatbush(buildings.length);
	for (const { shape } of buildings) tree.add(shape.minX, shape.minY, shape.maxX, shape.maxY);
	tree.finish();
	// In the order of the pack, whatever the tree's is, which turns with the city.
	return (minX, minY, maxX, maxY) =>
		tree
			.search(minX, minY, maxX, maxY)
			.sort((a, b) => a - b)
			.map((i) => buildings[i] as MeasuredBuilding);
}
