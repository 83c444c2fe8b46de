import type { FlowNeed } from '../../../domain/alert/supply.ts';
import { BUILDING_USES, type Building, STOREY_HEIGHT_M } from '../../../domain/building.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import { roundTenth } from '../../measure/round.ts';
import type { CodeClass } from '../classify-building.ts';
import { noteSource } from './source-note.ts';

/** Upper limits of the columns of GB 50974-2014 table 3.3.2, cubic metres. */
const VOLUME_LIMITS_M3 = [1500, 3000, 5000, 20_000, 50_000] as const;

/** What the needed flow is reckoned from. */
export interface NeedInputs {
	readonly building: Building;
	readonly footprintM2: number;
	/** null = cannot be told. */
	readonly codeClass: CodeClass | null;
	/** Floor that burns, below ground negative; null = unknown. */
	readonly fireFloor: number | null;
}

type NeedRow =
	| 'need.homeLps'
	| 'need.civilLowLps'
	| 'need.civilHighLps'
	| 'need.factoryLps'
	| 'need.warehouseLps'
	| 'need.belowLps';

/**
 * Rule A13: the flow needed outdoors, by GB 50974-2014 table 3.3.2 and by area times intensity, and by NFA and Iowa for comparison. Indoor
 * hydrants (3.5.2) are fed by the building's own tank and pumps: told in `inputs`, not added. Hazard of factories and warehouses: 丙.
 */
export function listNeeds(inputs: NeedInputs, values: ServiceValues): FlowNeed[] {
	const { building, footprintM2, fireFloor } = inputs;
	const areaM2 = burningAreaM2(inputs, values);
	const storeyM = storeyHeightM(building);
	const isHigh = isHighRise(inputs);
	const intensity = intensityOf(building, isHigh || isBelow(fireFloor), values);
	const jets = Math.ceil((areaM2 * intensity) / values['need.jetLps'] - 1e-9);
	return [
		needByTable(inputs, values),
		{
			method: 'area-intensity',
			flowLps: roundTenth(jets * values['need.jetLps']),
			reason: null,
			sourced: noteSource(
				'A13',
				'estimated',
				'burning-area-supposed',
				{ areaM2: roundTenth(areaM2), intensityLpsM2: intensity, jets, jetLps: values['need.jetLps'], footprintM2 },
				[
					'need.burningM2',
					'need.compartmentM2',
					isHigh || isBelow(fireFloor) ? 'need.intensityHighLpsM2' : 'need.intensityLpsM2',
					'need.jetLps',
				],
			),
		},
		{
			method: 'nfa',
			flowLps: roundTenth(values['need.nfaLpsM2'] * footprintM2),
			reason: null,
			sourced: noteSource('A13', 'estimated', 'one-floor-burning', { footprintM2, floors: 1 }, ['need.nfaLpsM2']),
		},
		{
			method: 'iowa',
			flowLps: roundTenth(values['need.iowaLpsM3'] * footprintM2 * storeyM),
			reason: null,
			sourced: noteSource('A13', 'estimated', 'one-floor-burning', { footprintM2, storeyHeightM: storeyM }, [
				'need.iowaLpsM3',
			]),
		},
	];
}

/** How long the water must last, seconds (火灾延续时间): the longer for what cannot be told to need less. */
export function fireDurationS({ building: { use }, codeClass }: NeedInputs, values: ServiceValues): number {
	const [most, long] = values['need.durationS'] as [number, number];
	if (use === 'factory' || use === 'warehouse') return long;
	const isHome = use === 'residential' || use === 'urban-village';
	return !isHome && (codeClass === 'high-1' || codeClass === 'super-high') ? long : most;
}

function needByTable(inputs: NeedInputs, values: ServiceValues): FlowNeed {
	const { building, footprintM2, fireFloor } = inputs;
	const row = findRow(inputs);
	const volumeM3 = building.heightM === null ? null : roundTenth(footprintM2 * building.heightM);
	const indoorLps = indoorFlowLps(inputs, values);
	const sourced = noteSource(
		'A13',
		'norm',
		indoorLps === null ? 'gb-50974-3.3.2' : 'indoor-left-out',
		{ row, volumeM3, heightM: building.heightM, footprintM2, fireFloor, indoorLps },
		row === null ? [] : [row, 'need.doubleAboveM3'],
	);
	const none = (reason: string): FlowNeed => ({
		method: 'gb-50974-3.3.2',
		flowLps: null,
		reason,
		sourced: { ...sourced, basis: 'unknown', note: reason },
	});
	if (row === null)
		return none(building.use === 'unknown' || building.use === 'other' ? 'use-unknown' : 'height-unknown');
	const flows = values[row];
	const isDouble = volumeM3 !== null && volumeM3 > values['need.doubleAboveM3'];
	if (volumeM3 === null && flows.some((flow) => flow !== flows[0])) return none('height-unknown');
	const column = volumeM3 === null ? 0 : VOLUME_LIMITS_M3.filter((limit) => volumeM3 > limit).length;
	const flowLps = (flows[column] as number) * (isDouble ? 2 : 1);
	return { method: 'gb-50974-3.3.2', flowLps, reason: null, sourced };
}

/** The row of table 3.3.2; null = use, or for civil buildings height, unknown. */
function findRow({ building: { use, heightM }, codeClass, fireFloor }: NeedInputs): NeedRow | null {
	if (isBelow(fireFloor)) return 'need.belowLps';
	if (use === 'residential' || use === 'urban-village') return 'need.homeLps';
	if (use === 'factory') return 'need.factoryLps';
	if (use === 'warehouse') return 'need.warehouseLps';
	if (use === 'unknown' || use === 'other') return null;
	if (codeClass === 'single-multi') return 'need.civilLowLps';
	return heightM === null ? null : 'need.civilHighLps';
}

/** What the building's own hydrants need besides, GB 50974-2014 3.5.2; null = it is no high-rise, or cannot be told. */
function indoorFlowLps({ building: { use, heightM }, codeClass }: NeedInputs, values: ServiceValues): number | null {
	if (heightM === null || codeClass === 'single-multi') return null;
	const homes = values['need.indoorHomeLps'] as [number, number];
	const civil = values['need.indoorCivilLps'] as [number, number, number];
	if (use === 'residential' || use === 'urban-village')
		return heightM <= values['class.secondClassHomeM'] ? homes[0] : homes[1];
	if (use !== 'commercial' && use !== 'office' && use !== 'public') return null;
	if (codeClass === 'high-2') return civil[0];
	return heightM <= values['class.secondClassCivilM'] ? civil[1] : civil[2];
}

function burningAreaM2(
	{ building: { use }, footprintM2, fireFloor, ...rest }: NeedInputs,
	values: ServiceValues,
): number {
	const [low, high, below, factory, warehouse] = values['need.compartmentM2'] as [
		number,
		number,
		number,
		number,
		number,
	];
	const above =
		use === 'factory' ? factory : use === 'warehouse' ? warehouse : rest.codeClass === 'single-multi' ? low : high;
	return Math.min(footprintM2, isBelow(fireFloor) ? below : above, values['need.burningM2']);
}

function intensityOf({ use }: Building, isHarder: boolean, values: ServiceValues): number {
	const byUse = values['need.intensityLpsM2'][BUILDING_USES.indexOf(use)] as number;
	return isHarder ? Math.max(byUse, values['need.intensityHighLpsM2']) : byUse;
}

function isHighRise({ codeClass }: NeedInputs): boolean {
	return codeClass !== null && codeClass !== 'single-multi';
}

function isBelow(fireFloor: number | null): boolean {
	return fireFloor !== null && fireFloor < 0;
}

function storeyHeightM({ heightM, floors, use }: Building): number {
	return heightM !== null && floors !== null && floors > 0
		? roundTenth(heightM / floors)
		: STOREY_HEIGHT_M[use].heightM;
}
