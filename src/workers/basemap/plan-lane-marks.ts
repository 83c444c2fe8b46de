/** One line on a carriageway, or the pair at both sides of its middle. */
export interface LaneMark {
	/** From the middle of the carriageway, metres; 0 is the middle itself. */
	readonly offsetM: number;
	readonly dashed: boolean;
}

/** Lanes narrower than this are not marked. Assumption, not sourced: marks are drawn only. */
const LANE_M = 3.2;
const MAX_LANES = 8;

/** The lane marks that a carriageway of this width would bear, outermost first; none below two lanes. */
export function planLaneMarks(widthM: number, oneway: boolean): LaneMark[] {
	const room = Math.min(MAX_LANES, Math.floor(widthM / LANE_M));
	const lanes = oneway ? room : room - (room % 2);
	if (lanes < 2) return [];
	const laneM = widthM / lanes;
	const marks: LaneMark[] = [];
	for (let offset = lanes / 2 - 1; offset > 0; offset -= 1) marks.push({ offsetM: offset * laneM, dashed: true });
	if (lanes % 2 === 0) marks.push({ offsetM: 0, dashed: oneway || lanes === 2 });
	return marks;
}
