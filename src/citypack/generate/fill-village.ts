import { drawBox, drawChamfer, drawCorner, drawCourt, drawNotch } from './footprints.ts';
import type { LotRule } from './lots.ts';
import type { QuarterSite } from './quarter-site.ts';
import type { Rng } from './rng.ts';

/** 握手楼: houses an arm's length apart along lanes. */
const DENSE: LotRule = { width: [8, 12], gap: [0.8, 2.2], depth: [8.6, 13.5], rowGap: [0.9, 2.5], even: false };
/** The old core: small, low, close. */
const OLD: LotRule = { width: [6.5, 10], gap: [0.8, 1.8], depth: [7.2, 11], rowGap: [0.9, 2], even: false };
/** Village houses with a yard. */
const RURAL: LotRule = { width: [9, 13], gap: [2, 7], depth: [9, 13], rowGap: [2.5, 6], even: false };

const DENSE_FLOORS = [3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8] as const;

/** Fills a block with village houses. */
export function fillVillage(site: QuarterSite, kind: 'village' | 'old-village' | 'rural'): void {
	const { lots, rng } = site;
	lots.cut(site.space, kind === 'village' ? DENSE : kind === 'rural' ? RURAL : OLD, rng);
	const vacancy = kind === 'rural' ? 0.14 : 0.025;
	for (let i = 0; i < lots.count; i++) {
		if (rng.next() < vacancy) continue;
		const u0 = lots.corners[i * 4] as number;
		const v0 = lots.corners[i * 4 + 1] as number;
		const u1 = lots.corners[i * 4 + 2] as number;
		const v1 = lots.corners[i * 4 + 3] as number;
		if (kind === 'old-village') setOldTraits(site, rng);
		else setHouseTraits(site, rng, kind === 'rural');
		drawHouse(site, rng, u0, v0, u1, v1, lots.row[i] as number, kind === 'old-village');
		site.finish(u0, v0, u1, v1);
	}
}

function setHouseTraits(site: QuarterSite, rng: Rng, rural: boolean): void {
	if (rng.next() < 0.025) {
		site.setTraits('other', 'shed', 1, rng.range(2.8, 4.2), rng.int(2000, 2022), 0);
		return;
	}
	const floors = rural ? rng.int(2, 5) : (DENSE_FLOORS[Math.floor(rng.next() * DENSE_FLOORS.length)] as number);
	const year = floors >= 6 ? rng.int(1998, 2019) : rng.int(1984, 2014);
	const framed = floors >= 5 || rng.next() < 0.4;
	const height = floors * rng.range(2.95, 3.2) + rng.range(0.5, 1.5);
	site.setTraits(rural ? 'residential' : 'urban-village', framed ? 'rc-frame' : 'masonry', floors, height, year, 0);
}

function setOldTraits(site: QuarterSite, rng: Rng): void {
	const floors = rng.next() < 0.5 ? 1 : rng.int(2, 3);
	const timber = floors === 1 && rng.next() < 0.65;
	const height = floors * 3.1 + rng.range(0.6, 1.8);
	site.setTraits(
		'urban-village',
		timber ? 'brick-timber' : 'masonry',
		floors,
		height,
		timber ? rng.int(1938, 1976) : rng.int(1966, 1995),
		0,
	);
}

function drawHouse(
	site: QuarterSite,
	rng: Rng,
	u0: number,
	v0: number,
	u1: number,
	v1: number,
	row: number,
	old: boolean,
): void {
	const { sink, frame } = site;
	const luck = rng.next();
	const width = u1 - u0;
	const depth = v1 - v0;
	if (luck < (old ? 0.14 : 0.018) && width > 7.5 && depth > 8) {
		// A light well in the middle.
		drawCourt(sink, frame, u0, v0, u1, v1, Math.min(width, depth) * rng.range(0.3, 0.36));
	} else if (luck < 0.36) drawBox(sink, frame, u0, v0, u1, v1);
	else if (luck < 0.52) drawChamfer(sink, frame, u0, v0, u1, v1, rng.range(0.9, 2.4), rng.int(0, 3));
	else if (luck < 0.76) {
		drawCorner(sink, frame, u0, v0, u1, v1, rng.range(0.25, 0.5), rng.range(0.2, 0.45), rng.int(0, 3));
	} else {
		const from = rng.range(0.2, 0.4);
		drawNotch(sink, frame, u0, v0, u1, v1, from, from + rng.range(0.2, 0.35), depth * rng.range(0.14, 0.3), row === 0);
	}
}
