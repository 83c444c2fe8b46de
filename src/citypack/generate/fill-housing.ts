import { drawBox, drawCorner, drawCross, drawNotch, drawOctagon } from './footprints.ts';
import type { LotRule } from './lots.ts';
import { estateName } from './names.ts';
import type { QuarterSite } from './quarter-site.ts';
import type { Rng } from './rng.ts';

const TOWERS: LotRule = { width: [30, 40], gap: [7, 11], depth: [28, 44], rowGap: [9, 14], even: true };
const BARS: LotRule = { width: [30, 56], gap: [6, 9], depth: [11.5, 13.5], rowGap: [12, 17], even: true };
const SMALL: LotRule = { width: [14, 30], gap: [4, 7], depth: [9, 13], rowGap: [6, 10], even: false };
const VILLAS: LotRule = { width: [11, 15], gap: [6, 9], depth: [11, 14], rowGap: [8, 13], even: false };

/** Fills a block with a housing estate: towers behind shop podiums, bars of flats, or villas. */
export function fillHousing(site: QuarterSite, style: 'towers' | 'bars' | 'villas'): void {
	const { lots, rng } = site;
	const rule = style === 'towers' ? TOWERS : style === 'bars' ? BARS : VILLAS;
	lots.cut(site.space, rule, rng);
	if (lots.count === 0) {
		fillGaps(site);
		return;
	}
	const year = style === 'bars' ? rng.int(1990, 2012) : rng.int(2003, 2023);
	const name = estateName(rng);
	const floors = style === 'towers' ? rng.int(16, 33) : style === 'bars' ? rng.pick([6, 6, 7, 7, 8, 9, 11]) : 3;
	for (let i = 0; i < lots.count; i++) {
		const u0 = lots.corners[i * 4] as number;
		const v0 = lots.corners[i * 4 + 1] as number;
		const u1 = lots.corners[i * 4 + 2] as number;
		const v1 = lots.corners[i * 4 + 3] as number;
		if (style === 'towers') fillTowerLot(site, rng, u0, v0, u1, v1, lots.row[i] as number, floors, year, name.zh, i);
		else fillLowLot(site, rng, u0, v0, u1, v1, style, floors, year);
	}
}

function fillTowerLot(
	site: QuarterSite,
	rng: Rng,
	u0: number,
	v0: number,
	u1: number,
	v1: number,
	row: number,
	commonFloors: number,
	year: number,
	estate: string,
	serial: number,
): void {
	const { sink, frame } = site;
	let [low, high] = [v0, v1];
	// On a street, a podium of shops takes the front 11 m; the tower stands 6 m behind it.
	if (v1 - v0 > 37 && row < 2) {
		const atLow = row === 0;
		const [p0, p1] = atLow ? [v0, v0 + 11] : [v1 - 11, v1];
		const podiumFloors = rng.int(2, 4);
		site.setTraits('commercial', 'rc-frame', podiumFloors, podiumFloors * 4.6 + 0.8, year, 1);
		if (rng.chance(0.4)) drawCorner(sink, frame, u0, p0, u1, p1, 0.3, 0.4, rng.int(0, 3));
		else drawBox(sink, frame, u0, p0, u1, p1);
		site.finish(u0, p0, u1, p1);
		if (atLow) low = p1 + 6;
		else high = p0 - 6;
	}
	const width = Math.min(u1 - u0, rng.range(23, 31));
	const depth = Math.min(high - low, rng.range(18, 23));
	if (depth < 12 || width < 14) return;
	const a = (u0 + u1 - width) / 2;
	const b = (low + high - depth) / 2;
	const floors = Math.max(11, commonFloors + rng.int(-3, 2));
	site.setTraits('residential', 'rc-shear-wall', floors, floors * 2.95 + rng.range(2.5, 4.5), year, rng.int(1, 2));
	if (serial < 2) site.nameBuilding(`${estate}${serial + 1}座`);
	const luck = rng.next();
	if (luck < 0.5) drawCross(sink, frame, a, b, a + width, b + depth, width * 0.22, depth * 0.24);
	else if (luck < 0.75) drawNotch(sink, frame, a, b, a + width, b + depth, 0.38, 0.62, depth * 0.3, rng.chance(0.5));
	else drawOctagon(sink, frame, a, b, a + width, b + depth, 4.5);
	const building = site.finish(a, b, a + width, b + depth);
	if (floors > 30 && serial === 0) site.addTank(building, a - 3, b - 3, rng.pick([200, 300]));
}

function fillLowLot(
	site: QuarterSite,
	rng: Rng,
	u0: number,
	v0: number,
	u1: number,
	v1: number,
	style: 'bars' | 'villas',
	floors: number,
	year: number,
): void {
	const { sink, frame } = site;
	if (style === 'villas') {
		site.setTraits('residential', 'rc-frame', floors, floors * 3.2 + rng.range(0.8, 2.6), year, rng.int(0, 1));
		drawCorner(sink, frame, u0, v0, u1, v1, rng.range(0.25, 0.45), rng.range(0.25, 0.45), rng.int(0, 3));
	} else {
		const tall = floors > 8;
		const own = floors + (rng.chance(0.2) ? -1 : 0);
		site.setTraits(
			'residential',
			tall ? 'rc-shear-wall' : rng.chance(0.5) ? 'masonry' : 'rc-frame',
			own,
			own * 3 + 1.4,
			year,
			0,
		);
		if (rng.chance(0.55)) drawNotch(sink, frame, u0, v0, u1, v1, 0.44, 0.56, 2.6, rng.chance(0.5));
		else drawBox(sink, frame, u0, v0, u1, v1);
	}
	site.finish(u0, v0, u1, v1);
}

/** Fills an awkward corner of land, too small or too skew for a rule of its own, with low blocks of shops and flats. */
function fillGaps(site: QuarterSite): void {
	const { lots, rng, sink, frame } = site;
	lots.cut(site.space, SMALL, rng);
	const year = rng.int(1988, 2012);
	for (let i = 0; i < lots.count; i++) {
		const u0 = lots.corners[i * 4] as number;
		const v0 = lots.corners[i * 4 + 1] as number;
		const u1 = lots.corners[i * 4 + 2] as number;
		const v1 = lots.corners[i * 4 + 3] as number;
		const floors = rng.int(3, 7);
		const shops = rng.chance(0.4);
		site.setTraits(shops ? 'commercial' : 'residential', 'rc-frame', floors, floors * 3.3 + 1.2, year, 0);
		drawCorner(sink, frame, u0, v0, u1, v1, rng.range(0.2, 0.4), rng.range(0.2, 0.4), rng.int(0, 3));
		site.finish(u0, v0, u1, v1);
	}
}
