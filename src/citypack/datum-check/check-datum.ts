import type { PackWarning } from '../../domain/pack/manifest.ts';
import type { BuildingTable } from '../model/building-table.ts';
import type { TownOutline } from '../model/input-city.ts';
import type { RoadLine } from '../model/source-city.ts';
import { findRoadOffset, fitsUnshifted } from './find-road-offset.ts';
import { findTownOffset } from './find-town-offset.ts';
import { type NamedShift, nameShift } from './name-shift.ts';
import { openShiftWindow } from './shift-window.ts';

/** What is compared: everything of a build, told apart by the keys of its sources. */
export interface DatumEvidence {
	/** All buildings; `source` is a row of `sourceKeys`. */
	readonly buildings: BuildingTable;
	readonly sourceKeys: readonly string[];
	readonly roads: readonly { readonly source: string; readonly roads: readonly RoadLine[] }[];
	readonly towns: readonly { readonly source: string; readonly towns: readonly TownOutline[] }[];
}

/** One source that lies off another. */
interface DatumFinding {
	readonly source: string;
	/** What it was compared with. */
	readonly against: string;
	readonly by: 'roads' | 'towns';
	/** From where it should be to where it is. */
	readonly offsetM: number;
	readonly bearingDeg: number;
	/** Which datum mistake shifts so at this place, and in which of both; null = none that is known. */
	readonly likely: NamedShift | null;
}

/** Nearer than this is the accuracy of maps; what is farther off was not looked for (GCJ-02 and BD-09 shift by 0.3 to 1.4 km). Assumption. */
const MIN_OFFSET_M = 60;
const MAX_OFFSET_M = 2000;
/**
 * When an offset is believed: roads miss buildings there, and it stands out from the best of the others by a factor, or, in a city of
 * straight streets where a shift along them fits half of them, far from chance and with clearly fewer hits. Measured on real cities:
 * chance came up to 5.5 standard deviations.
 */
const MAX_SCORE = 0.65;
const MIN_LEAD = 1.35;
const CLEAR = { contrast: 7, fewerHits: 0.15 } as const;
/** Towns must lie off alike: spread of their offsets against the offset. */
const MAX_SPREAD = 0.35;

/**
 * Which sources lie a constant way off others, as they do when GCJ-02 or BD-09 is read as WGS84? Buildings are compared with the
 * roads of every other source (through how few of them do roads run, and at which shift), towns with those of the same name.
 * Cost a pair of sources with buildings and with roads: 0.05 s when they fit, else 0.5 s; nothing for a single source.
 */
export function findDatumMistakes({ buildings, sourceKeys, roads, towns }: DatumEvidence): DatumFinding[] {
	const findings: DatumFinding[] = [];
	for (const [row, source] of sourceKeys.entries()) {
		for (const other of roads) {
			if (other.source === source || other.roads.length === 0) continue;
			const finding = compareWithRoads(buildings, row, source, other);
			if (finding) findings.push(finding);
		}
	}
	for (const [i, first] of towns.entries()) {
		for (const second of towns.slice(0, i)) {
			const finding = compareTowns(first, second);
			if (finding) findings.push(finding);
		}
	}
	return findings;
}

/** The same as warnings for people. */
export function checkDatum(evidence: DatumEvidence): PackWarning[] {
	return findDatumMistakes(evidence).map((finding) => {
		const { source, against, by, offsetM, bearingDeg, likely } = finding;
		const what = by === 'roads' ? 'roads' : 'areas of the same names';
		const off = `lies ${Math.round(offsetM)} m off (bearing ${Math.round(bearingDeg)} deg) from the ${what} of ${against}`;
		const culprit = likely?.of === 'first' ? source : against;
		const advice = likely
			? `as ${culprit} would in ${likely.datum === 'gcj02' ? 'GCJ-02' : 'BD-09'}: say crs=${likely.datum} after its path if it is`
			: 'which is no known shift: look at the coordinate systems of both';
		return { code: 'crs/likely-datum-mistake', source, message: `${source}: ${off}, ${advice}` };
	});
}

function compareWithRoads(
	buildings: BuildingTable,
	row: number,
	source: string,
	other: DatumEvidence['roads'][number],
): DatumFinding | null {
	const window = openShiftWindow(buildings, row, other.roads);
	if (!window || fitsUnshifted(window)) return null;
	const { eastM, northM, score, contrast, nextContrast, nextScore } = findRoadOffset(window);
	const isClear = contrast > CLEAR.contrast && nextScore - score > CLEAR.fewerHits;
	if (score > MAX_SCORE || (contrast < nextContrast * MIN_LEAD && !isClear)) return null;
	return describe(source, other.source, 'roads', window, eastM, northM);
}

function compareTowns(
	first: DatumEvidence['towns'][number],
	second: DatumEvidence['towns'][number],
): DatumFinding | null {
	if (first.source === second.source) return null;
	const offset = findTownOffset(first.towns, second.towns);
	if (!offset) return null;
	const { eastM, northM, spreadM } = offset;
	if (spreadM > Math.hypot(eastM, northM) * MAX_SPREAD) return null;
	return describe(first.source, second.source, 'towns', offset, eastM, northM);
}

function describe(
	source: string,
	against: string,
	by: DatumFinding['by'],
	at: { readonly lon: number; readonly lat: number },
	eastM: number,
	northM: number,
): DatumFinding | null {
	const offsetM = Math.hypot(eastM, northM);
	if (offsetM < MIN_OFFSET_M || offsetM > MAX_OFFSET_M) return null;
	const bearingDeg = ((Math.atan2(eastM, northM) * 180) / Math.PI + 360) % 360;
	return { source, against, by, offsetM, bearingDeg, likely: nameShift({ lon: at.lon, lat: at.lat }, eastM, northM) };
}
