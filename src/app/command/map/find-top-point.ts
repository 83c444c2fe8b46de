import type { SideReach } from '../../../domain/alert/side-reach.ts';
import type { Target } from '../../../domain/assessment.ts';
import { distanceM } from '../../../domain/geo/local-plane.ts';
import type { LonLat, Position } from '../../../domain/geo/lon-lat.ts';

/** The place a share of the way along a line; undefined for a line without points. */
function walkShare(line: readonly Position[], share: number): Position | undefined {
	const parts = line.slice(1).map(([lon, lat], index) => {
		const [fromLon, fromLat] = line[index] as Position;
		return distanceM({ lon: fromLon, lat: fromLat }, { lon, lat });
	});
	let leftM = parts.reduce((sum, partM) => sum + partM, 0) * share;
	for (const [index, partM] of parts.entries()) {
		if (leftM <= partM && partM > 0) {
			const [[aLon, aLat], [bLon, bLat]] = [line[index] as Position, line[index + 1] as Position];
			return [aLon + ((bLon - aLon) * leftM) / partM, aLat + ((bLat - aLat) * leftM) / partM];
		}
		leftM -= partM;
	}
	return line.at(-1);
}

/** The highest place on the walls that an aerial reaches from a spot: where its boom is drawn to. null = it reaches none. */
export function findTopPoint(
	target: Target,
	shown: { readonly sides: readonly SideReach[] },
	spotId: string,
): (LonLat & { heightM: number }) | null {
	let best: (LonLat & { heightM: number }) | null = null;
	for (const { sideId, spotId: from, highM } of shown.sides) {
		const line = target.sides.find(({ id }) => id === sideId)?.line;
		const heightM = Math.max(-1, ...highM);
		if (!line || from !== spotId || heightM < 0 || (best && best.heightM >= heightM)) continue;
		// The middle of the columns that reach as high: the boom stands upright, not in a corner.
		const columns = highM.flatMap((high, column) => (heightM - high < 0.5 ? [column] : []));
		const column = columns[columns.length >> 1] as number;
		const place = walkShare(line, (column + 0.5) / highM.length);
		if (place) best = { lon: place[0], lat: place[1], heightM };
	}
	return best;
}
