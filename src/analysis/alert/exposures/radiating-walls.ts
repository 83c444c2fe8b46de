import { BUILDING_USES, type Building, STOREY_HEIGHT_M } from '../../../domain/building.ts';
import type { AssumptionId, ServiceValues } from '../../../domain/service/assumptions.ts';
import type { PlaneShape } from '../../measure/plane-shape.ts';
import { measureFlameM } from './view-factor.ts';

/** How the target's walls radiate: how much, and over which height. */
export interface Emission {
	/** Of a wall as a whole: emitter times share of openings, kW/m2. */
	readonly emitKwM2: number;
	readonly openingShare: number;
	/** Height that radiates at once, metres; null = the target's height is unknown. */
	readonly bandM: number | null;
	/** Foot of it; null = any: the fire floor is unknown, so it is taken where it is worst for each neighbour. */
	readonly footM: number | null;
	/** Flame's top above the target's ground, metres; null = the target's height is unknown. */
	readonly flameTopM: number | null;
	readonly assumptions: readonly AssumptionId[];
}

const FRAMES = ['rc-frame', 'rc-shear-wall', 'rc-tube', 'masonry'];
const SHEETS = ['portal-steel', 'shed'];
/** One fire compartment from ground to roof: open inside, or with stairs that are no protected ones. */
const OPEN_USES = ['factory', 'warehouse', 'urban-village'];
/** Walls shorter than this have no middle worth looking from, metres. */
const SHORT_WALL_M = 1;

/** Figure of a row that stands in the order of BUILDING_USES. */
export function readByUse(row: readonly number[], use: Building['use']): number {
	return row[BUILDING_USES.indexOf(use)] as number;
}

/** Height of a storey: of this building where height and floors are known, else usual for its use. */
export function measureStoreyM({ heightM, floors, use }: Building): number {
	return heightM !== null && floors !== null && floors > 0 ? heightM / floors : STOREY_HEIGHT_M[use].heightM;
}

/** Rule A8: how much, and from which height, do the walls of a burning building radiate? */
export function describeEmission(building: Building, fireFloor: number | null, values: ServiceValues): Emission {
	const { heightM, structure, use } = building;
	const isSheet = SHEETS.includes(structure);
	const openingShare = isSheet ? values['radiation.sheetWallShare'] : readByUse(values['radiation.openingShare'], use);
	const emitKwM2 = readByUse(values['radiation.emitterKwM2'], use) * openingShare;
	// A high-rise of unknown structure is taken for a frame with fire-resisting floors.
	const isFramed =
		FRAMES.includes(structure) || (structure === 'unknown' && heightM !== null && heightM > values['class.lowCivilM']);
	const byFloors = isFramed && !OPEN_USES.includes(use);
	const storeyM = measureStoreyM(building);
	const fireFootM = fireFloor === null ? null : (Math.max(1, fireFloor) - 1) * storeyM;
	const assumptions: AssumptionId[] = [
		'radiation.emitterKwM2',
		isSheet ? 'radiation.sheetWallShare' : 'radiation.openingShare',
	];
	if (byFloors) assumptions.push('radiation.burningStoreys');
	if (heightM === null) {
		return { emitKwM2, openingShare, bandM: null, footM: null, flameTopM: null, assumptions };
	}
	const bandM = byFloors ? Math.min(heightM, values['radiation.burningStoreys'] * storeyM) : heightM;
	const flameM = measureFlameM(readByUse(values['flame.heatMw'], use), values['flame.baseM']);
	return {
		emitKwM2,
		openingShare,
		bandM,
		footM: byFloors && fireFootM !== null ? Math.min(fireFootM, heightM - bandM) : byFloors ? null : 0,
		flameTopM: (fireFootM === null ? heightM : Math.min(fireFootM, heightM)) + flameM,
		assumptions,
	};
}

/** Outer walls of the target, courtyards left out. */
export interface OuterWalls {
	/** As RadiatingWalls.ends. */
	readonly ends: Float64Array;
	/** Middles of those that are no mere corners: x, y, x, y ... */
	readonly middles: Float64Array;
	readonly lengthM: number;
}

/** Lays the outer walls of a shape out, the building on the left. */
export function listOuterWalls({ xy, ringStart, polygonStart }: PlaneShape): OuterWalls {
	const ends: number[] = [];
	const middles: number[] = [];
	let sumM = 0;
	for (let polygon = 0; polygon + 1 < polygonStart.length; polygon++) {
		const ring = polygonStart[polygon] as number;
		const last = ((ringStart[ring + 1] as number) - 1) * 2;
		for (let i = (ringStart[ring] as number) * 2; i < last; i += 2) {
			const ax = xy[i] as number;
			const ay = xy[i + 1] as number;
			const bx = xy[i + 2] as number;
			const by = xy[i + 3] as number;
			const lengthM = Math.hypot(bx - ax, by - ay);
			ends.push(ax, ay, bx, by);
			if (lengthM >= SHORT_WALL_M) middles.push((ax + bx) / 2, (ay + by) / 2);
			sumM += lengthM;
		}
	}
	return { ends: Float64Array.from(ends), middles: Float64Array.from(middles), lengthM: sumM };
}
