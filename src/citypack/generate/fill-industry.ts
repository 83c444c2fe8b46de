import { drawBox, drawCorner, drawCourt, drawNotch } from './footprints.ts';
import type { LotRule } from './lots.ts';
import { companyName } from './names.ts';
import type { QuarterSite } from './quarter-site.ts';
import type { Rng } from './rng.ts';

const SHEDS: LotRule = { width: [36, 88], gap: [8, 12], depth: [16, 33], rowGap: [8, 12], even: true };
const SMALL: LotRule = { width: [16, 34], gap: [5, 8], depth: [10, 20], rowGap: [6, 9], even: false };
const DEPTH_OF_DORMITORY_M = 14;

/** Fills a block with factory buildings: workshops, light steel halls, dormitories and an office. */
export function fillIndustry(site: QuarterSite): void {
	const { lots, rng, traits } = site;
	lots.cut(site.space, SHEDS, rng);
	if (lots.count === 0) lots.cut(site.space, SMALL, rng);
	const company = companyName(rng);
	const labourIntensive = rng.next() < 0.05;
	const light = rng.next() < 0.4;
	const year = rng.int(1992, 2021);
	for (let i = 0; i < lots.count; i++) {
		const u0 = lots.corners[i * 4] as number;
		const v0 = lots.corners[i * 4 + 1] as number;
		const u1 = lots.corners[i * 4 + 2] as number;
		const v1 = lots.corners[i * 4 + 3] as number;
		if (i > 0 && u1 - u0 > 36 && rng.next() < 0.3) {
			fillWithDormitories(site, rng, u0, v0, u1, v1, year);
			continue;
		}
		setWorkshopTraits(site, rng, light, year);
		const isMain = i === 0 && labourIntensive;
		if (isMain) site.nameBuilding(company.zh);
		const floors = traits.floors;
		drawWorkshop(site, rng, u0, v0, u1, v1, floors);
		const building = site.finish(u0, v0, u1, v1);
		if (!isMain) continue;
		site.addKeyUnit(building, 9, company);
		site.addTank(building, u0 - 3, v0 - 2, rng.pick([200, 300, 400, 600]));
	}
}

function setWorkshopTraits(site: QuarterSite, rng: Rng, light: boolean, year: number): void {
	if (light && rng.next() < 0.75) {
		const warehouse = rng.next() < 0.35;
		site.setTraits(warehouse ? 'warehouse' : 'factory', 'portal-steel', 1, rng.range(7.5, 13), year, 0);
		return;
	}
	const floors = rng.pick([2, 3, 3, 4, 4, 5, 5, 6]);
	site.setTraits('factory', 'rc-frame', floors, floors * rng.range(4.2, 5.2) + 1.2, year, 0);
}

function drawWorkshop(
	site: QuarterSite,
	rng: Rng,
	u0: number,
	v0: number,
	u1: number,
	v1: number,
	floors: number,
): void {
	const { sink, frame } = site;
	const luck = rng.next();
	if (floors > 1 && luck < 0.12 && v1 - v0 > 30 && u1 - u0 > 45) drawCourt(sink, frame, u0, v0, u1, v1, 11);
	else if (luck < 0.3)
		drawCorner(sink, frame, u0, v0, u1, v1, rng.range(0.2, 0.5), rng.range(0.25, 0.5), rng.int(0, 3));
	else if (luck < 0.42) drawNotch(sink, frame, u0, v0, u1, v1, 0.42, 0.54, (v1 - v0) * 0.3, rng.chance(0.5));
	else drawBox(sink, frame, u0, v0, u1, v1);
}

/** Bars of flats for the workers, one or two deep, and between them a canteen or shed where room is left. */
function fillWithDormitories(
	site: QuarterSite,
	rng: Rng,
	u0: number,
	v0: number,
	u1: number,
	v1: number,
	year: number,
): void {
	const { sink, frame } = site;
	for (let v = v0; v + 11 <= v1; v += DEPTH_OF_DORMITORY_M + 9) {
		const top = Math.min(v + DEPTH_OF_DORMITORY_M, v1);
		const length = Math.min(u1 - u0, rng.range(38, 58));
		const floors = rng.int(5, 8);
		site.setTraits('residential', 'rc-frame', floors, floors * 3.2 + 1.2, year, 0);
		drawNotch(sink, frame, u0, v, u0 + length, top, 0.45, 0.55, 3, v === v0);
		site.finish(u0, v, u0 + length, top);
		const rest = u1 - (u0 + length + 7);
		if (rest < 9) continue;
		const shed = rng.chance(0.5);
		const from = u0 + length + 7;
		const to = from + Math.min(rest, 26);
		const floorsBeside = shed ? 1 : rng.int(2, 4);
		site.setTraits(
			shed ? 'other' : 'office',
			shed ? 'shed' : 'rc-frame',
			floorsBeside,
			shed ? rng.range(3.2, 5) : floorsBeside * 3.8 + 1,
			year,
			0,
		);
		drawBox(sink, frame, from, v, to, top);
		site.finish(from, v, to, top);
	}
}
