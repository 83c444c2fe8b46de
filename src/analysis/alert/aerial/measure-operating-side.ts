import type { Aerial } from '../../../domain/alert/aerial.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import { roundTenth } from '../../measure/round.ts';
import type { MeasuredBuilding } from '../measured-building.ts';
import type { Stand } from './list-stands.ts';
import type { SideFrame } from './side-frame.ts';

/** A side this near to the longest is a long one too, share. */
const LONG_SHARE = 0.9;
/** Failing rules that better data alone could lift. */
const ONLY_ESTIMATED = new Set(['aerial/lane-estimated', 'aerial/lane-unknown', 'aerial/slope-coarse']);

/**
 * GB 50016 7.2.1: has a high-rise an operating area along a whole long side, or along a quarter of its perimeter and not less than a long
 * side? What counts are stands that conform; those that fail by unsure data alone leave it unknown; where there are none of either, it is missing.
 */
export function measureOperatingSide(
	target: MeasuredBuilding,
	frames: readonly SideFrame[],
	stands: readonly Stand[],
	values: ServiceValues,
): Aerial['operating'] {
	const longestM = Math.max(0, ...frames.map(({ spanM }) => spanM));
	const perimeterM = frames.reduce((sum, { side }) => sum + side.lengthM, 0);
	const neededM = Math.max(longestM, perimeterM * values['aerial.perimeterShare']);
	const sure = measureCover(frames, stands, ({ verdict }) => verdict === 'conform');
	const unsure = measureCover(frames, stands, ({ failing }) => failing.every(({ code }) => ONLY_ESTIMATED.has(code)));
	const isEnough = (cover: readonly number[]) =>
		cover.reduce((sum, lengthM) => sum + lengthM, 0) >= neededM - 1 ||
		cover.some((lengthM, i) => {
			const { spanM } = frames[i] as SideFrame;
			return spanM >= LONG_SHARE * longestM && lengthM >= spanM - 1;
		});
	const totalM = (cover: readonly number[]) => cover.reduce((sum, lengthM) => sum + lengthM, 0);
	const verdict = judge();
	return {
		lengthM: roundTenth(totalM(verdict === 'unknown' ? unsure : sure)),
		neededM: roundTenth(neededM),
		verdict,
	};

	function judge(): Aerial['operating']['verdict'] {
		const { heightM, use } = target.building;
		const isHome = use === 'residential' || use === 'urban-village';
		if (heightM !== null && heightM <= values[isHome ? 'aerial.highRiseHomeM' : 'aerial.highRiseM'])
			return 'not-needed';
		if (isEnough(sure)) return 'conform';
		if (totalM(unsure) < 0.05) return 'missing';
		return heightM === null || isEnough(unsure) ? 'unknown' : 'missing';
	}
}

/** Length of each side that lies before some stand that counts. */
function measureCover(
	frames: readonly SideFrame[],
	stands: readonly Stand[],
	counts: (stand: Stand) => boolean,
): number[] {
	const spans = frames.map((): [number, number][] => []);
	for (const stand of stands) {
		if (!counts(stand)) continue;
		const { index, spanM } = stand.frame;
		const from = Math.max(0, stand.u - stand.lengthM / 2);
		const to = Math.min(spanM, stand.u + stand.lengthM / 2);
		(spans[index] as [number, number][]).push([from, to]);
	}
	return spans.map((runs) => {
		runs.sort((a, b) => a[0] - b[0]);
		let covered = 0;
		let end = Number.NEGATIVE_INFINITY;
		for (const [from, to] of runs) {
			covered += Math.max(0, to - Math.max(from, end));
			end = Math.max(end, to);
		}
		return covered;
	});
}
