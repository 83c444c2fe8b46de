import type { Aerial } from '../../../domain/alert/aerial.ts';
import type { HeightBand, Heights } from '../../../domain/alert/heights.ts';
import type { Reason } from '../../../domain/alert/shapes.ts';
import { readSides } from '../../../domain/alert/side-reach.ts';
import type { Target } from '../../../domain/assessment.ts';
import { type Sourced, STOREY_HEIGHT_M } from '../../../domain/building.ts';
import type { AssumptionId, ServiceValues } from '../../../domain/service/assumptions.ts';
import { createRuleFindings } from '../create-finding.ts';
import { isHighRise } from '../force/propose-level.ts';
import type { Part, Site } from '../site.ts';
import { countRelayPumps, findRiserHeadM, findStretchHeadM, toHeadM, toMpa } from './stretch-pressure.ts';

/** What of the target's facts the heights hang on. */
export type HeightsTarget = Pick<Target, 'codeClass' | 'refugeFloors' | 'heightM' | 'floors' | 'use'>;

/** A means for a run of floors, before it is described. */
interface Run {
	readonly means: HeightBand['means'];
	readonly fromFloor: number;
	readonly toFloor: number;
	readonly headM: number | null;
	readonly stages: number | null;
	readonly reasons: readonly Reason[];
	readonly assumptions: readonly AssumptionId[];
}

const STRETCH: readonly AssumptionId[] = [
	'height.lineFlowLps',
	'height.nozzleM',
	'height.hoseLoss',
	'height.hoseLengthM',
	'height.groundHoseM',
	'height.hosePerHeight',
];

/**
 * Rule A18: how is each floor got at: by ladder from outside (rule A10), by hose from one pump, by the building's riser through its
 * 水泵接合器, by pumps in relay? With the pressure at the pump for the highest floor of each, the floor to start from and the refuge floors.
 * null without a target or where its floors are unknown. A riser is only expected (high-rises, GB 50974), never known: said so.
 */
export function assessHeights(site: Site, aerial: Aerial | null, target: HeightsTarget | null): Part<Heights | null> {
	const { values } = site.table;
	const { fireFloor } = site.situation;
	if (!target || target.floors === null || target.floors < 1) return { value: null, findings: [] };
	const { floors } = target;
	const storey = findStorey(aerial, target);
	const isRiserExpected = isHighRise(target);
	const runs = [
		...listLadderRuns(aerial, floors),
		...listHoseRuns(floors, storey.storeyM, values),
		...(isRiserExpected ? listRiserRuns(floors, storey.storeyM, values) : []),
	];
	const bands = runs.map((run) => describeRun(run, storey, floors));
	const fire = fireFloor === null || fireFloor > floors ? null : describeFire(fireFloor, storey.storeyM, bands, values);
	const value: Heights = {
		storeyM: storey.storeyM,
		storeyEstimated: storey.storeyEstimated,
		floors,
		bands,
		fire,
		refugeFloors: target.refugeFloors ?? [],
	};
	return { value, findings: judgeHeights(site, value, isRiserExpected) };
}

function findStorey(
	aerial: Aerial | null,
	{ heightM, floors, use }: HeightsTarget,
): Pick<Heights, 'storeyM' | 'storeyEstimated'> {
	const measured = heightM !== null && floors !== null ? heightM / floors : null;
	const storeyM = aerial?.storeyM ?? measured ?? STOREY_HEIGHT_M[use ?? 'unknown'].heightM;
	return { storeyM: Math.round(storeyM * 100) / 100, storeyEstimated: measured === null };
}

/** Floors that the appliance shown first lands on, of any side; none by a water tower, which carries nobody. */
function listLadderRuns(aerial: Aerial | null, floors: number): Run[] {
	const shown = aerial?.appliances.find(({ model }) => model === aerial.suggestedModel);
	if (!aerial || !shown?.carriesPeople) return [];
	const isReached = new Array<boolean>(floors + 1).fill(false);
	for (const { reached } of readSides(aerial, shown))
		for (const { fromFloor, toFloor } of reached)
			for (let floor = Math.max(1, fromFloor); floor <= Math.min(floors, toFloor); floor++) isReached[floor] = true;
	const reasons = [{ code: 'height-ladder', params: { model: shown.model } }];
	const runs: Run[] = [];
	for (let floor = 1; floor <= floors; floor++) {
		if (!isReached[floor]) continue;
		let toFloor = floor;
		while (isReached[toFloor + 1]) toFloor++;
		runs.push({ means: 'ladder', fromFloor: floor, toFloor, headM: null, stages: null, reasons, assumptions: [] });
		floor = toFloor;
	}
	return runs;
}

/** By hose from one low-pressure pump, from one of medium pressure, and above the first from several in relay. */
function listHoseRuns(floors: number, storeyM: number, values: ServiceValues): Run[] {
	const headOf = (floor: number) => findStretchHeadM((floor - 1) * storeyM, values);
	const low = findTopFloor(floors, headOf, values['height.lowPumpMpa']);
	const medium = findTopFloor(floors, headOf, values['height.mediumPumpMpa']);
	const runs: Run[] = [];
	const hose = { means: 'hose', stages: 1 } as const;
	const add = (run: Run) => {
		if (run.toFloor >= run.fromFloor) runs.push(run);
	};
	add({
		...hose,
		fromFloor: 1,
		toFloor: low,
		headM: headOf(low),
		reasons: [{ code: 'height-hose-low', params: { pumpMpa: values['height.lowPumpMpa'] } }],
		assumptions: [...STRETCH, 'height.lowPumpMpa'],
	});
	add({
		...hose,
		fromFloor: low + 1,
		toFloor: medium,
		headM: headOf(medium),
		reasons: [{ code: 'height-hose-medium', params: { pumpMpa: values['height.mediumPumpMpa'] } }],
		assumptions: [...STRETCH, 'height.mediumPumpMpa'],
	});
	const stages = countRelayPumps(headOf(floors), values['height.lowPumpMpa'], values);
	if (stages !== null)
		add({
			means: 'relay',
			stages,
			fromFloor: low + 1,
			toFloor: floors,
			headM: headOf(floors),
			reasons: [{ code: 'height-relay', params: { stages } }],
			assumptions: [...STRETCH, 'height.lowPumpMpa', 'height.relayShare', 'height.relayInletM'],
		});
	return runs;
}

/** Through the riser, as far as one pump of medium pressure at the coupling goes. */
function listRiserRuns(floors: number, storeyM: number, values: ServiceValues): Run[] {
	const headOf = (floor: number) => findRiserHeadM((floor - 1) * storeyM, values);
	const toFloor = findTopFloor(floors, headOf, values['height.mediumPumpMpa']);
	if (toFloor < 1) return [];
	return [
		{
			means: 'riser',
			fromFloor: 1,
			toFloor,
			headM: headOf(toFloor),
			stages: 1,
			reasons: [{ code: 'height-riser-expected', params: {} }],
			assumptions: [
				'height.lineFlowLps',
				'height.nozzleM',
				'height.hoseLoss',
				'height.hoseLengthM',
				'height.riserFloorHoseM',
				'height.riserLossM',
				'height.mediumPumpMpa',
			],
		},
	];
}

/** The highest floor whose head a pump gives; 0 = none. */
function findTopFloor(floors: number, headOf: (floor: number) => number, pumpMpa: number): number {
	let floor = 0;
	while (floor < floors && headOf(floor + 1) <= toHeadM(pumpMpa)) floor++;
	return floor;
}

function describeRun(
	{ means, fromFloor, toFloor, headM, stages, reasons, assumptions }: Run,
	{ storeyM, storeyEstimated }: Pick<Heights, 'storeyM' | 'storeyEstimated'>,
	floors: number,
): HeightBand {
	const sourced: Sourced = {
		basis: storeyEstimated ? 'estimated' : 'computed',
		source: 'fengtu',
		date: null,
		note: means === 'riser' ? 'riser-expected' : null,
		ruleId: means === 'ladder' ? 'A10' : 'A18',
		inputs: {
			heightM: Math.round((toFloor - 1) * storeyM * 100) / 100,
			storeyM,
			floors,
			headM: headM === null ? null : Math.round(headM * 10) / 10,
		},
		assumptions: [...assumptions],
	};
	return {
		fromFloor,
		toFloor,
		means,
		pumpMpa: headM === null ? null : toMpa(headM),
		stages,
		reasons: [...reasons],
		sourced,
	};
}

/** Below ground the attack starts from the ground floor. */
function describeFire(
	floor: number,
	storeyM: number,
	bands: readonly HeightBand[],
	values: ServiceValues,
): Heights['fire'] {
	const heightM = Math.round((floor > 0 ? floor - 1 : floor) * storeyM * 100) / 100;
	const within = bands.filter(({ fromFloor, toFloor }) => fromFloor <= floor && toFloor >= floor);
	const headM = findStretchHeadM(heightM, values);
	return {
		floor,
		heightM,
		startFloor: Math.max(1, floor - values['height.startFloorsBelow']),
		means: [...new Set(within.map(({ means }) => means))],
		pumpMpa: headM <= toHeadM(values['height.mediumPumpMpa']) ? toMpa(headM) : null,
	};
}

function judgeHeights(
	{ manifest, nowMs, table, situation }: Site,
	{ fire, floors }: Heights,
	isRiserExpected: boolean,
): Part<null>['findings'] {
	const { findings, say } = createRuleFindings(manifest, nowMs, 'A18');
	const { fireFloor } = situation;
	if (fireFloor !== null && fireFloor > floors) say('unknown', 'heights/floor-above-top', { floor: fireFloor, floors });
	if (!fire) return findings;
	const { floor } = fire;
	const isAboveLow = fire.pumpMpa === null || fire.pumpMpa > table.values['height.lowPumpMpa'];
	if (isAboveLow)
		say('attention', isRiserExpected ? 'heights/above-low-pump-riser' : 'heights/above-low-pump', {
			floor,
			pumpMpa: fire.pumpMpa,
			lowMpa: table.values['height.lowPumpMpa'],
		});
	return findings;
}
