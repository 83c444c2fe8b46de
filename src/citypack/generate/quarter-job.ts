import type { NearStreets } from './near-streets.ts';
import type { PlannedQuarter } from './plan-city.ts';
import type { QuarterPlan } from './quarter-plan.ts';
import type { StreetNet } from './street-net.ts';

/** Makes the plain data of a quarter that a worker needs. */
export function describeQuarter(
	quarter: PlannedQuarter,
	net: StreetNet,
	near: NearStreets,
	seat: [number, number],
): QuarterPlan {
	const { block } = quarter;
	const count = block.x.length;
	const sideLines = new Float64Array(count * 6);
	const specs = block.side.map((segment) => (segment < 0 ? null : net.streets[net.street[segment] as number]?.spec));
	block.side.forEach((segment, i) => {
		if (segment < 0) return;
		sideLines.set(
			[
				net.x0[segment] as number,
				net.y0[segment] as number,
				net.x1[segment] as number,
				net.y1[segment] as number,
				(net.halfWidthM[segment] as number) * 2,
				net.startM[segment] as number,
			],
			i * 6,
		);
	});
	return {
		index: quarter.index,
		zone: quarter.zone,
		x: block.x,
		y: block.y,
		sideLines,
		nearLines: near.find(block),
		sideSegments: Int32Array.from(block.side),
		sideClasses: specs.map((spec) => spec?.roadClass ?? null),
		sideNames: specs.map((spec) => spec?.name ?? null),
		name: quarter.name,
		seatX: seat[0],
		seatY: seat[1],
		station: quarter.station,
		landmark: quarter.landmark,
		civic: quarter.civic,
	};
}
