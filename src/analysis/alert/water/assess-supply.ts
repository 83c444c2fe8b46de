import type { Force } from '../../../domain/alert/force.ts';
import type { FlowNeed, Supply, SupplySource } from '../../../domain/alert/supply.ts';
import type { Sourced } from '../../../domain/building.ts';
import type { LocalPlane, XY } from '../../../domain/geo/local-plane.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import type { WaterSource } from '../../../domain/water.ts';
import { measureAreaM2 } from '../../measure/footprint.ts';
import { measureGapToPoint } from '../../measure/gap.ts';
import { roundCm, roundTenth } from '../../measure/round.ts';
import { classifyBuilding } from '../classify-building.ts';
import type { Part, Site } from '../site.ts';
import { balanceWater } from './balance-water.ts';
import { judgeSupply } from './judge-supply.ts';
import { layHoses } from './lay-hoses.ts';
import { fireDurationS, listNeeds, type NeedInputs } from './list-needs.ts';
import { type RatedSource, rateSource } from './rate-source.ts';
import { noteSource } from './source-note.ts';

const FLOW_ASSUMPTIONS = [
	'hose.supplyLoss',
	'hose.supplyLines',
	'hose.lengthM',
	'hose.layShare',
	'need.jetLps',
	'pump.headM',
	'pump.headShare',
	'pump.inletM',
	'pump.flowLps',
	'mains.ringLps',
	'mains.hydrantsPerRing',
	'mains.mostRings',
] as const;
/** Ways told: of the nearest sources that are counted, and of the nearest that are not. */
const MOST_COUNTED_LINES = 6;
const MOST_OTHER_LINES = 4;
/** A told way leaves out bends that lead it off by less, metres: less than it keeps off the walls. */
const STRAIGHTEN_M = 0.25;
/** Rows of an assessment's JSON: of the sources that are not counted none beyond the nearest so many. */
const MOST_ROWS = 20;

/**
 * Rules A11 to A13: the hose from each source within the radius, what they give together, what is needed, and how water lasts. `water` may
 * reach farther than the radius; `force` null = no station known, then there is no balance. Cost: some 8 ms; 25 to 75 ms in an urban village of
 * 1,500 buildings.
 */
export function assessSupply(site: Site, water: readonly WaterSource[], force: Force | null): Part<Supply> {
	const { values } = site.table;
	const near = listNear(site, water);
	const places = near.map(({ lon, lat }) => site.plane.toXY([lon, lat]));
	const hoses = layHoses(site, places, values['hose.passageM']);
	const inputs = findNeedInputs(site);
	const durationS = inputs ? fireDurationS(inputs, values) : (values['need.durationS'][0] as number);
	// The target's foot, as for every height above it: its lowest ground.
	const groundM = site.target?.building.groundM ?? site.groundAtM(middleOf(site));
	const rated = near
		.map((source, i) => {
			const sourceM = site.groundAtM(places[i] as XY);
			const liftM = groundM === null || sourceM === null ? null : roundTenth(groundM - sourceM);
			return rateSource(source, hoses[i] as (typeof hoses)[number], liftM, durationS, values);
		})
		.sort(byHose);
	let counts = 0;
	let others = 0;
	const hasLine = (one: RatedSource) => (isCounted(one) ? counts++ < MOST_COUNTED_LINES : others++ < MOST_OTHER_LINES);
	const sources = shareMains(rated, values)
		.filter((one, i) => isCounted(one) || i < MOST_ROWS)
		.map((one) => describeSource(site.plane, one, hasLine(one)));
	const counted = sources.filter((source) => source.counted);
	const needs = inputs ? listNeeds(inputs, values) : [];
	const need = findLargest(needs.slice(0, 2));
	const availableLps = counted.length > 0 ? roundTenth(sum(counted.map(({ flowLps }) => flowLps ?? 0))) : null;
	const neededLps = need?.flowLps ?? null;
	const unknown = countUnknown(rated);
	const balance =
		force && neededLps !== null
			? balanceWater(
					force.assigned,
					counted.map(({ flowLps, lengths, lines }) => ({
						flowLps: flowLps ?? 0,
						lengths: (lengths ?? 0) * (lines ?? 1),
					})),
					{ neededLps, durationS },
					values,
				)
			: { balance: [], shortFromS: null };
	const supply: Supply = {
		sources,
		needs,
		neededLps,
		neededBy: need?.method ?? null,
		availableLps,
		unknown,
		...balance,
		durationS,
		bases: {
			availableLps: describeAvailable(counted, rated, unknown, availableLps),
			neededLps: need?.sourced ?? noteSource('A13', 'unknown', needs[0]?.reason ?? 'no-target', {}, []),
			durationS: noteSource(
				'A13',
				'norm',
				null,
				{ use: inputs?.building.use ?? null, codeClass: inputs?.codeClass ?? null },
				['need.durationS'],
			),
			hoseM: noteSource('A11', 'computed', 'taut-round-buildings', {}, [
				'hose.passageM',
				'hose.lengthM',
				'hose.layShare',
			]),
			balance: noteSource(
				'A13',
				'computed',
				null,
				{ vehicles: force?.assigned.length ?? null, sources: counted.length },
				[
					'balance.setUpS',
					'balance.layS',
					'shuttle.fillLps',
					'shuttle.driveM',
					'shuttle.speedKmh',
					'pump.flowLps',
					'need.durationS',
				],
			),
		},
	};
	return { value: supply, findings: judgeSupply(site, supply, new Map(near.map((source) => [source.id, source]))) };
}

/** The nearest sources within the radius, from the target's wall (from the alarm point without one). */
function listNear({ table, target, plane }: Site, water: readonly WaterSource[]): WaterSource[] {
	const radiusM = table.values['water.radiusM'];
	return water
		.map((source) => {
			const at = plane.toXY([source.lon, source.lat]);
			const distanceM = roundCm(target ? measureGapToPoint(target.shape, at).distanceM : Math.hypot(at[0], at[1]));
			return { source, distanceM };
		})
		.filter(({ distanceM }) => distanceM <= radiusM)
		.sort((a, b) => a.distanceM - b.distanceM || (a.source.id < b.source.id ? -1 : 1))
		.map(({ source }) => source);
}

function findNeedInputs({ target, table, situation }: Site): NeedInputs | null {
	if (!target) return null;
	const footprintM2 = roundTenth(measureAreaM2(target.shape));
	const { codeClass } = classifyBuilding({ ...target.building, footprintM2 }, table.values);
	return { building: target.building, footprintM2, codeClass, fireFloor: situation.fireFloor };
}

function middleOf({ target }: Site): XY {
	const shape = target?.shape;
	return shape ? [(shape.minX + shape.maxX) / 2, (shape.minY + shape.maxY) / 2] : [0, 0];
}

/** By the way of the hose; those without one last, then by id. */
function byHose(a: RatedSource, b: RatedSource): number {
	const aM = a.hose.lengthM ?? Number.POSITIVE_INFINITY;
	const bM = b.hose.lengthM ?? Number.POSITIVE_INFINITY;
	// Two that have no way are equal: Infinity - Infinity is not a number.
	return (aM === bM ? 0 : aM - bM) || (a.source.id < b.source.id ? -1 : 1);
}

/**
 * Gives each hydrant, the nearest first, what the mains have left: a ring for so many hydrants, of a few rings. One hydrant fewer never
 * gives more together.
 */
function shareMains(rated: readonly RatedSource[], values: ServiceValues): RatedSource[] {
	const hydrants = rated.filter((one) => one.flowLps !== null && drawsFromMains(one));
	const rings = Math.min(values['mains.mostRings'], Math.ceil(hydrants.length / values['mains.hydrantsPerRing']));
	const mainsLps = rings * values['mains.ringLps'];
	let leftLps = mainsLps;
	return rated.map((one) => {
		if (one.flowLps === null || !drawsFromMains(one)) return one;
		const flowLps = roundTenth(Math.min(one.flowLps, leftLps));
		leftLps = roundTenth(leftLps - flowLps);
		if (flowLps === one.flowLps) return one;
		if (flowLps > 0) return { ...one, flowLps, limitedBy: 'mains' as const };
		return { ...one, limitedBy: 'mains' as const, why: { code: 'water/mains-used', params: { mainsLps } } };
	});
}

function drawsFromMains({ source }: RatedSource): boolean {
	return source.kind !== 'tank' && source.kind !== 'natural';
}

/** Sources that would work but are not known to, with what they would give at the norm. */
function countUnknown(rated: readonly RatedSource[]): Supply['unknown'] {
	const unknown = rated.flatMap(({ normLps }) => (normLps === null ? [] : [normLps]));
	return { count: unknown.length, normLps: roundTenth(sum(unknown)) };
}

function isCounted({ why, flowLps }: RatedSource): boolean {
	return why === null && flowLps !== null;
}

function describeSource(plane: LocalPlane, rated: RatedSource, hasLine: boolean): SupplySource {
	const { source, hose, lengths, lines, ownLps, flowLps, limitedBy, relayPumps, liftM, why } = rated;
	const lonLat = ([x, y]: XY): [number, number] => {
		const [lon, lat] = plane.toLonLat([x, y]);
		return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
	};
	return {
		id: source.id,
		hoseM: hose.lengthM === null ? null : roundCm(hose.lengthM),
		hoseLine: hasLine ? straighten(hose.line).map(lonLat) : [],
		lengths,
		lines,
		ownLps: ownLps && roundTenth(ownLps),
		volumeM3: source.volumeM3,
		flowLps,
		limitedBy,
		relayPumps,
		liftM,
		counted: isCounted(rated),
		why,
		sources: hose.start === 'as-drawn' ? {} : { hoseM: noteSource('A11', 'computed', `hose/${hose.start}`, {}, []) },
	};
}

/** Leaves out what lies within STRAIGHTEN_M of the straight line between its neighbours that stay. */
function straighten(line: readonly XY[]): XY[] {
	const kept: XY[] = [];
	for (let first = 0; first < line.length; ) {
		kept.push(line[first] as XY);
		let last = first + 1;
		while (last + 1 < line.length && isNearChord(line, first, last + 1)) last++;
		first = last;
	}
	return kept;
}

function isNearChord(line: readonly XY[], first: number, last: number): boolean {
	const [ax, ay] = line[first] as XY;
	const [bx, by] = line[last] as XY;
	const [dx, dy] = [bx - ax, by - ay];
	const length2 = dx * dx + dy * dy;
	for (let i = first + 1; i < last; i++) {
		const [x, y] = line[i] as XY;
		const share = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length2));
		if (Math.hypot(x - ax - share * dx, y - ay - share * dy) > STRAIGHTEN_M) return false;
	}
	return true;
}

function describeAvailable(
	counted: readonly SupplySource[],
	rated: readonly RatedSource[],
	unknown: Supply['unknown'],
	availableLps: number | null,
): Sourced {
	const inputs = {
		counted: counted.length,
		total: rated.length,
		faulty: rated.filter(({ source }) => source.state === 'faulty').length,
		stale: rated.filter(({ source, why }) => source.state === 'stale' && why === null).length,
		unknownCount: unknown.count,
		unknownLps: unknown.normLps,
	};
	const note = availableLps === null ? 'no-flow-on-file' : 'flows-at-hose-end';
	return noteSource('A12', availableLps === null ? 'unknown' : 'computed', note, inputs, [
		...FLOW_ASSUMPTIONS,
		'hydrant.normLps',
		'hydrant.staleShare',
	]);
}

function findLargest(needs: readonly FlowNeed[]): FlowNeed | undefined {
	return needs
		.filter(({ flowLps }) => flowLps !== null)
		.reduce<FlowNeed | undefined>(
			(best, one) => (best && (best.flowLps ?? 0) >= (one.flowLps ?? 0) ? best : one),
			undefined,
		);
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, one) => total + one, 0);
}
