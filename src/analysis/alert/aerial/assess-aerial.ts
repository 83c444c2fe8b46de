import type { Aerial, AerialSpot } from '../../../domain/alert/aerial.ts';
import { packSides } from '../../../domain/alert/side-reach.ts';
import type { Zone } from '../../../domain/alert/zones.ts';
import { STOREY_HEIGHT_M } from '../../../domain/building.ts';
import type { AssumptionId } from '../../../domain/service/assumptions.ts';
import { VEHICLE_CATALOGUE } from '../../../domain/vehicle-catalogue.ts';
import { measurePerimeterM } from '../../measure/footprint.ts';
import { roundCm } from '../../measure/round.ts';
import type { MeasuredBuilding } from '../measured-building.ts';
import type { Part, Site } from '../site.ts';
import { type Boom, createBoom } from './boom.ts';
import { chooseStands } from './choose-stands.ts';
import { countFloors } from './count-floors.ts';
import { describeReach } from './describe-reach.ts';
import { type CollapseRing, describeSpot } from './describe-spot.ts';
import { judgeAerial } from './judge-aerial.ts';
import { listStandLengths, listStands, type SideStands } from './list-stands.ts';
import { measureOperatingSide } from './measure-operating-side.ts';
import { listObstacles } from './obstacle.ts';
import { type PlacedStand, placeStand } from './place-stand.ts';
import { rankPlace } from './rank-place.ts';
import { type BoomStand, type ReachTable, sweepStands } from './reach-table.ts';
import { createSideFrame, FRAME_REACH_M, type SideFrame } from './side-frame.ts';
import { type AerialFleet, suggestModel } from './suggest-model.ts';

/** About the width of a column of a facade, that of a window's bay; wider on large buildings, so that there are no more than so many. */
const COLUMN_M = 3;
const MOST_COLUMNS = 48;

const SPOT_ASSUMPTIONS: readonly AssumptionId[] = [
	'aerial.lengthM',
	'aerial.tallLengthM',
	'aerial.tallHeightM',
	'aerial.widthM',
	'aerial.wallMinM',
	'aerial.wallMaxM',
	'aerial.searchMinM',
	'aerial.searchMaxM',
	'aerial.standWidthM',
	'aerial.slopeMax',
	'aerial.slopeFlag',
	'aerial.slopePostM',
	'aerial.laneWidthM',
	'aerial.laneTouchM',
	'aerial.laneReachM',
	'aerial.podiumGapM',
	'aerial.podiumMaxM',
	'aerial.fitLengthsM',
	'aerial.fullJacksM',
	'aerial.worthOffLane',
	'aerial.worthSlope',
	'aerial.worthNarrowLane',
	'aerial.worthDeepPodium',
	'aerial.worthSmall',
	'aerial.worthTooClose',
	'aerial.worthTooFar',
	'aerial.lessStoreys',
	'aerial.enoughShare',
	'aerial.mostSpots',
];

const REACH_ASSUMPTIONS: readonly AssumptionId[] = [
	'aerial.sillM',
	'aerial.landingM',
	'aerial.basketGapM',
	'aerial.sweepRadiusM',
	'aerial.jackMinM',
	'aerial.jackMinReach',
	'aerial.obliqueDeg',
	'aerial.lowestM',
	'aerial.jibDownDeg',
	'aerial.jibUpDeg',
];

/**
 * Rules A9 and A10: where can aerials set up at the target, and which floors does each aerial of the catalogue reach from there? Models
 * that are due come first when spots are chosen and one is suggested. Places that `zones` warn of are kept and marked. An aerial that
 * somebody put somewhere (situation.placed) is told from there alone. null = no target. Columns and floors count every place that was
 * found; `spots` are the best placed of them, as few as serve all floors. Overhead lines, trees and the ground's bearing are not in the data.
 * Cost: 2 to 10 ms for most buildings.
 */
export function assessAerial(site: Site, zones: readonly Zone[], fleet: AerialFleet): Part<Aerial | null> {
	const { target } = site;
	if (!target || site.sides.length === 0) return { value: null, findings: [] };
	const { values } = site.table;
	const booms = VEHICLE_CATALOGUE.flatMap((model) => createBoom(model, values) ?? []).sort(
		(a, b) => a.workHeightM - b.workHeightM,
	);
	const obstacles = listObstacles(site, target, FRAME_REACH_M);
	const columnM = Math.max(COLUMN_M, measurePerimeterM(target.shape) / MOST_COLUMNS);
	const frames = site.sides.map((side, i) => createSideFrame(i, side, obstacles, site.roads ?? [], columnM));
	const { heightM, groundM: baseM } = target.building;
	const lengthsM = listStandLengths(values, heightM);
	const sideStands = frames.map((frame) => listStands(site, frame, lengthsM, baseM));
	const floors = countFloors(target, values);

	const placedBooms = new Set<number>();
	const placed = site.situation.placed.flatMap((each, order) => {
		const boom = booms.findIndex(({ model }) => model.id === each.model);
		const stand = boom < 0 ? undefined : placeStand(site, frames, obstacles, booms[boom] as Boom, each, baseM);
		if (stand === undefined) return [];
		placedBooms.add(boom);
		return [{ ...stand, boom, id: `X${order + 1}` }];
	});
	const free = booms.flatMap((_, i) => (placedBooms.has(i) ? [] : [i]));
	const stands: BoomStand[] = [
		...sideStands.flatMap((each) => each.stands.map((stand) => ({ stand, lengthsM, booms: free }))),
		...placed.flatMap(({ stand, boom }) =>
			stand.verdict === 'unusable' ? [] : [{ stand, lengthsM: [stand.lengthM], booms: [boom] }],
		),
	];
	const columns = frames.flatMap((frame) => frame.columns);
	const roofM = heightM ?? null;
	const scene = {
		...{ frames, columns, roofM, values },
		columnM: frames.map(({ side, columns: own }) => side.lengthM / own.length),
		obstacles: findInTheWay(obstacles, target, booms),
	};
	const table = sweepStands(scene, stands, booms);
	const lessM = values['aerial.lessStoreys'] * (floors?.storeyM ?? STOREY_HEIGHT_M[target.building.use].heightM);
	const choice = {
		...{ table, stands, booms, sideCount: frames.length, floors, lessM },
		enoughShare: values['aerial.enoughShare'],
		mostSpots: Math.max(1, values['aerial.mostSpots'] - placed.length),
		fireFloor: site.situation.fireFloor,
	};
	const { chosen, served } = chooseStands(choice, rankBooms(booms, fleet));

	const collapse = listCollapseRings(site, zones);
	const { spots, spotIds } = describeSpots(site, { stands, chosen, table, sideStands, frames, placed, collapse });
	const reachScene = { table, booms, stands, frames, columns, floors, sideStands, spotIds, lessM };
	const described = booms.map((_, i) => describeReach(reachScene, i, served[i] ?? [], placedBooms.has(i)));
	const all = sideStands.flatMap((each) => each.stands);
	const operating = measureOperatingSide(target, frames, all, values);
	const { sides, ...tables } = packSides(
		described.map((each) => each.sides),
		spots,
	);
	const value: Aerial = {
		spots,
		candidates: {
			tried: sideStands.reduce((sum, each) => sum + each.tried, 0),
			conform: all.filter(({ verdict }) => verdict === 'conform').length,
			usable: all.filter(({ verdict }) => verdict === 'usable').length,
		},
		appliances: described.map((each, i) => ({ ...each, sides: sides[i] ?? [] })),
		...tables,
		storeyM: floors ? roundCm(floors.storeyM) : null,
		suggestedModel: suggestModel(described, fleet, site.situation),
		operating,
		bases: describeBases(heightM),
	};
	return { value, findings: judgeAerial(site, value, fleet) };
}

function describeBases(heightM: number | null): Aerial['bases'] {
	const base = {
		basis: 'computed',
		source: 'fengtu',
		date: null,
		note: null,
		ruleId: 'A9',
		inputs: { heightM },
	} as const;
	return {
		spots: { ...base, assumptions: [...SPOT_ASSUMPTIONS] },
		reach: { ...base, basis: 'estimated', ruleId: 'A10', assumptions: [...REACH_ASSUMPTIONS] },
		operating: {
			...base,
			assumptions: ['aerial.perimeterShare', 'aerial.podiumMaxM', 'aerial.lengthM', 'aerial.widthM'],
		},
	};
}

/** Those that carry people before water towers; of either those due first, in their order, then those on file, then the highest. */
function rankBooms(booms: readonly Boom[], { due, fleet }: AerialFleet): number[] {
	const rank = ({ model }: Boom) => {
		const order = due.indexOf(model.id);
		const place = order >= 0 ? order : (fleet.includes(model.id) ? 1000 : 2000) - (model.workHeightM ?? 0);
		return place + (model.envelope?.carriesPeople ? 0 : 10_000);
	};
	return booms.map((_, i) => i).sort((a, b) => rank(booms[a] as Boom) - rank(booms[b] as Boom));
}

/** Buildings so near to the target that a boom can pass over them on its way. */
function findInTheWay(
	obstacles: ReturnType<typeof listObstacles>,
	{ shape }: MeasuredBuilding,
	booms: readonly Boom[],
) {
	const reachM = Math.max(0, ...booms.map((boom) => boom.reachM));
	return obstacles.filter(
		({ shape: other }) =>
			other.minX <= shape.maxX + reachM &&
			other.maxX >= shape.minX - reachM &&
			other.minY <= shape.maxY + reachM &&
			other.maxY >= shape.minY - reachM,
	);
}

function listCollapseRings({ plane }: Site, zones: readonly Zone[]): CollapseRing[] {
	return zones
		.filter(({ kind }) => kind === 'collapse')
		.flatMap(({ state, polygons }) =>
			polygons.flatMap(([outer]) =>
				outer ? [{ isActive: state === 'active', ring: outer.map((at) => plane.toXY(at)) }] : [],
			),
		);
}

interface SpotScene {
	readonly stands: readonly BoomStand[];
	readonly chosen: readonly number[];
	readonly table: ReachTable;
	readonly sideStands: readonly SideStands[];
	readonly frames: readonly SideFrame[];
	readonly placed: readonly (PlacedStand & { readonly boom: number; readonly id: string })[];
	readonly collapse: readonly CollapseRing[];
}

/** The best stand of each side first, those in an active collapse zone last; those put by hand; a refused place of sides without any. */
function describeSpots(site: Site, scene: SpotScene): { spots: AerialSpot[]; spotIds: Map<number, string> } {
	const { stands, chosen, table, sideStands, frames, placed, collapse } = scene;
	const spotIds = new Map<number, string>();
	const areaOf = new Map<number, number>();
	for (const { stand, areaM2 } of table.reaches) areaOf.set(stand, (areaOf.get(stand) ?? 0) + areaM2);
	const isPlaced = new Set(placed.map(({ stand }) => stand));
	const sidesTold = new Set<string>();
	const found = chosen.flatMap((number) => {
		const { stand } = stands[number] as BoomStand;
		if (isPlaced.has(stand)) return [];
		const { id } = stand.frame.side;
		const spot = describeSpot(site, stand, '', id, collapse);
		return [{ number, spot, rank: rankPlace(stand), worth: stand.worth, areaM2: areaOf.get(number) ?? 0 }];
	});
	const byPlace = found.sort(
		(a, b) =>
			Number(a.spot.inCollapseZone === 'active') - Number(b.spot.inCollapseZone === 'active') ||
			a.rank - b.rank ||
			compareFar(b.worth, a.worth) ||
			compareFar(b.areaM2, a.areaM2) ||
			a.number - b.number,
	);
	const firsts = byPlace.filter(({ spot: { sideId } }) => !sidesTold.has(sideId) && sidesTold.add(sideId));
	const spots = [...firsts, ...byPlace.filter((each) => !firsts.includes(each))].map(({ number, spot }, i) => {
		spotIds.set(number, `P${i + 1}`);
		return { ...spot, id: `P${i + 1}` };
	});
	for (const { stand, side, wallM, id: placedId } of placed) {
		const number = stands.findIndex((each) => each.stand === stand);
		if (number >= 0) spotIds.set(number, placedId);
		const { id } = (frames[side] as SideFrame).side;
		spots.push(describeSpot(site, stand, placedId, id, collapse, wallM));
	}
	const most = site.table.values['aerial.mostSpots'];
	for (const { refused } of sideStands) {
		if (refused === null || spots.length >= most) continue;
		const { id } = refused.frame.side;
		spots.push(describeSpot(site, refused, `N${spots.length + 1}`, id, collapse));
	}
	return { spots, spotIds };
}

/** Differences that rounding makes are none. */
function compareFar(a: number, b: number): number {
	return Math.abs(a - b) <= 1e-3 * Math.max(Math.abs(a), Math.abs(b)) ? 0 : a - b;
}
