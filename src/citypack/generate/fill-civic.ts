import { fillHousing } from './fill-housing.ts';
import { drawBox, drawCorner, drawCourt, drawNotch, drawOctagon } from './footprints.ts';
import type { LotRule } from './lots.ts';
import { houseName, type TwoNames } from './names.ts';
import type { CivicKind } from './quarter-plan.ts';
import type { QuarterSite } from './quarter-site.ts';
import type { Rng } from './rng.ts';

const OFFICES: LotRule = { width: [32, 50], gap: [8, 12], depth: [30, 46], rowGap: [10, 15], even: true };
const MALLS: LotRule = { width: [50, 105], gap: [12, 16], depth: [36, 80], rowGap: [14, 20], even: true };
const HALLS: LotRule = { width: [42, 70], gap: [10, 16], depth: [30, 48], rowGap: [12, 20], even: true };
const STATION: LotRule = { width: [30, 42], gap: [10, 14], depth: [14, 18], rowGap: [14, 20], even: true };
const LANDMARK: LotRule = { width: [56, 56], gap: [14, 14], depth: [56, 56], rowGap: [14, 20], even: false };

/** The tallest tower of the synthetic city; made up after the real 国贸中心 T2, whose height sources disagree about. */
const LANDMARK_TOWER = { name: { zh: '国贸中心T2', en: 'Guomao Center T2' }, heightM: 423, floors: 88 } as const;

/** Fills a block of a town centre: office towers with podiums, malls, hotels. */
export function fillCentre(site: QuarterSite): void {
	const { lots, rng } = site;
	const mall = rng.chance(0.22);
	lots.cut(site.space, mall ? MALLS : OFFICES, rng);
	if (lots.count === 0) {
		fillHousing(site, 'bars');
		return;
	}
	for (let i = 0; i < lots.count; i++) {
		const u0 = lots.corners[i * 4] as number;
		const v0 = lots.corners[i * 4 + 1] as number;
		const u1 = lots.corners[i * 4 + 2] as number;
		const v1 = lots.corners[i * 4 + 3] as number;
		if (mall) placeMall(site, rng, u0, v0, u1, v1);
		else placeOffice(site, rng, u0, v0, u1, v1);
	}
}

function placeMall(site: QuarterSite, rng: Rng, u0: number, v0: number, u1: number, v1: number): void {
	const { sink, frame } = site;
	const stem = houseName(rng);
	const floors = rng.int(3, 7);
	site.setTraits('commercial', 'rc-frame', floors, floors * 5.2 + 2, rng.int(2000, 2022), rng.int(1, 2));
	const name: TwoNames = { zh: `${stem.zh}购物广场`, en: `${stem.en} Shopping Plaza` };
	site.nameBuilding(name.zh);
	if (rng.chance(0.35) && v1 - v0 > 44) drawCourt(sink, frame, u0, v0, u1, v1, 15);
	else if (rng.chance(0.4)) drawOctagon(sink, frame, u0, v0, u1, v1, 8);
	else drawCorner(sink, frame, u0, v0, u1, v1, 0.25, 0.3, rng.int(0, 3));
	const building = site.finish(u0, v0, u1, v1);
	if (u1 - u0 > 66 || v1 - v0 > 66) site.addKeyUnit(building, 1, name);
	site.addTank(building, u0 - 3, v0 - 3, rng.pick([300, 400, 500]));
}

function placeOffice(site: QuarterSite, rng: Rng, u0: number, v0: number, u1: number, v1: number): void {
	const { sink, frame } = site;
	const hotel = rng.chance(0.25);
	const tall = rng.chance(0.3);
	const floors = tall ? rng.int(28, 46) : rng.int(9, 24);
	const year = rng.int(1998, 2023);
	// The tower takes one side of the lot, the podium an L around it.
	const width = Math.min((u1 - u0) * 0.62, rng.range(22, 32));
	const depth = Math.min((v1 - v0) * 0.62, rng.range(22, 32));
	const podium = u1 - u0 - width > 12 && v1 - v0 - depth > 12;
	if (podium) {
		const podiumFloors = rng.int(3, 5);
		site.setTraits('commercial', 'rc-frame', podiumFloors, podiumFloors * 4.8 + 1, year, rng.int(1, 2));
		drawCorner(sink, frame, u0, v0, u1, v1, (width + 4) / (u1 - u0), (depth + 4) / (v1 - v0), 0);
		site.finish(u0, v0, u1, v1);
	}
	const structure = floors > 30 ? 'rc-tube' : floors > 12 ? 'rc-shear-wall' : 'rc-frame';
	site.setTraits(
		hotel ? 'commercial' : 'office',
		structure,
		floors,
		floors * rng.range(3.7, 4.1) + 4,
		year,
		rng.int(1, 3),
	);
	const stem = houseName(rng);
	const name: TwoNames = hotel
		? { zh: `${stem.zh}大酒店`, en: `${stem.en} Hotel` }
		: { zh: `${stem.zh}大厦`, en: `${stem.en} Tower` };
	site.nameBuilding(name.zh);
	const luck = rng.next();
	if (luck < 0.4) drawOctagon(sink, frame, u0, v0, u0 + width, v0 + depth, 3.5);
	else if (luck < 0.6) drawNotch(sink, frame, u0, v0, u0 + width, v0 + depth, 0.35, 0.65, 4, false);
	else drawBox(sink, frame, u0, v0, u0 + width, v0 + depth);
	const building = site.finish(u0, v0, u0 + width, v0 + depth);
	if (hotel ? floors > 20 : floors > 34) site.addKeyUnit(building, hotel ? 1 : 11, name);
	if (tall) site.addTank(building, u0 - 3, v0 - 3, rng.pick([400, 500, 600, 1000]));
}

interface CivicStyle {
	readonly names: readonly TwoNames[];
	readonly category: number | null;
	readonly floors: readonly [number, number];
	readonly storeyM: number;
}

const CIVIC: Record<CivicKind | 'school' | 'market', CivicStyle> = {
	school: {
		names: [
			{ zh: '小学', en: 'Primary School' },
			{ zh: '中学', en: 'Middle School' },
			{ zh: '幼儿园', en: 'Kindergarten' },
		],
		category: 2,
		floors: [3, 6],
		storeyM: 3.8,
	},
	market: { names: [{ zh: '市场', en: 'Market' }], category: null, floors: [1, 3], storeyM: 5 },
	government: { names: [{ zh: '办事处', en: 'Administrative Office' }], category: 3, floors: [5, 12], storeyM: 3.9 },
	hospital: { names: [{ zh: '医院', en: 'Hospital' }], category: 2, floors: [6, 16], storeyM: 3.9 },
	library: { names: [{ zh: '图书馆', en: 'Library' }], category: 6, floors: [3, 6], storeyM: 4.5 },
	'bus-station': { names: [{ zh: '汽车客运站', en: 'Coach Station' }], category: 5, floors: [2, 3], storeyM: 5 },
	substation: { names: [{ zh: '变电站', en: 'Substation' }], category: 7, floors: [1, 2], storeyM: 5 },
	telecom: { names: [{ zh: '电信大楼', en: 'Telecom Building' }], category: 4, floors: [6, 12], storeyM: 4 },
	laboratory: {
		names: [{ zh: '研究院', en: 'Research Institute' }],
		category: 10,
		floors: [4, 9],
		storeyM: 4.5,
	},
	chemical: { names: [{ zh: '化工仓储', en: 'Chemical Storage' }], category: 8, floors: [1, 2], storeyM: 6 },
};

/** Fills a block with a public institution: wings around a court, a hall, an annexe; the rest is yard. */
export function fillCivic(site: QuarterSite, kind: CivicKind | 'school' | 'market'): void {
	const { lots, rng, sink, frame } = site;
	const style = CIVIC[kind];
	const word = rng.pick(style.names);
	const { name } = site.laid.plan;
	const full: TwoNames = { zh: `${name.zh}${word.zh}`, en: `${name.en} ${word.en}` };
	const year = rng.int(1992, 2021);
	lots.cut(site.space, HALLS, rng);
	const most = kind === 'school' ? Math.max(2, Math.ceil(lots.count * 0.6)) : Math.max(1, Math.ceil(lots.count * 0.8));
	for (let i = 0; i < Math.min(lots.count, most); i++) {
		const u0 = lots.corners[i * 4] as number;
		const v0 = lots.corners[i * 4 + 1] as number;
		const u1 = lots.corners[i * 4 + 2] as number;
		const v1 = lots.corners[i * 4 + 3] as number;
		const floors = rng.int(style.floors[0], style.floors[1]);
		const chemical = kind === 'chemical';
		site.setTraits(
			chemical ? 'warehouse' : kind === 'market' ? 'commercial' : 'public',
			chemical ? 'steel' : 'rc-frame',
			floors,
			floors * style.storeyM + 1.5,
			year,
			kind === 'hospital' ? 1 : 0,
		);
		if (i === 0) site.nameBuilding(full.zh);
		const luck = rng.next();
		if (chemical || kind === 'market') drawBox(sink, frame, u0, v0, u1, v1);
		else if (luck < 0.4) drawCourt(sink, frame, u0, v0, u1, v1, 10.5);
		else if (luck < 0.7) drawNotch(sink, frame, u0, v0, u1, v1, 0.24, 0.76, (v1 - v0) * 0.62, rng.chance(0.5));
		else drawCorner(sink, frame, u0, v0, u1, v1, 0.7, 0.6, rng.int(0, 3));
		const building = site.finish(u0, v0, u1, v1);
		// Of the schools only those with many boarders are key units.
		if (i > 0 || style.category === null || (kind === 'school' && rng.chance(0.8))) continue;
		site.addKeyUnit(building, style.category, full);
		if (kind === 'hospital' || chemical) site.addTank(building, u0 - 3, v0 - 3, rng.pick([300, 500, 800]));
	}
}

/** Fills a block with a fire station: the garage by the street, and quarters and a drill tower behind. */
export function fillStation(site: QuarterSite, name: TwoNames): void {
	const { lots, rng, sink, frame, laid, space } = site;
	lots.cut(space, STATION, rng);
	if (lots.count === 0) return;
	let best = 0;
	let bestWidth = -1;
	for (let i = 0; i < lots.count; i++) {
		const u = ((lots.corners[i * 4] as number) + (lots.corners[i * 4 + 2] as number)) / 2;
		const v = ((lots.corners[i * 4 + 1] as number) + (lots.corners[i * 4 + 3] as number)) / 2;
		const segment = space.side[space.nearestSide(u, v)] as number;
		const width = segment >= 0 ? (laid.net.halfWidthM[segment] as number) : 0;
		if (lots.row[i] !== 2 && width > bestWidth) {
			bestWidth = width;
			best = i;
		}
	}
	for (let i = 0; i < lots.count; i++) {
		const u0 = lots.corners[i * 4] as number;
		const v0 = lots.corners[i * 4 + 1] as number;
		const u1 = lots.corners[i * 4 + 2] as number;
		const v1 = lots.corners[i * 4 + 3] as number;
		if (i === best) {
			site.setTraits('public', 'rc-frame', 4, 16.5, rng.int(1998, 2022), 0);
			site.nameBuilding(name.zh);
			drawBox(sink, frame, u0, v0, u1, v1);
			placeStation(site, site.finish(u0, v0, u1, v1), (u0 + u1) / 2, (v0 + v1) / 2);
		} else if (Math.abs(i - best) === 1) {
			site.setTraits('public', 'rc-frame', 6, 21, rng.int(2002, 2022), 0);
			drawBox(sink, frame, u0, v0, u0 + 8, v0 + 8);
			site.finish(u0, v0, u0 + 8, v0 + 8);
		}
	}
}

/** The station's point: on its forecourt, at the edge of the street it looks out on. */
function placeStation(site: QuarterSite, building: number, u: number, v: number): void {
	const { laid, space, frame } = site;
	const segment = space.side[space.nearestSide(u, v)] as number;
	const x = u * frame.c - v * frame.s;
	const y = u * frame.s + v * frame.c;
	if (segment < 0) {
		laid.station = { building, x, y };
		return;
	}
	const { net } = laid;
	const ax = net.x0[segment] as number;
	const ay = net.y0[segment] as number;
	const dx = (net.x1[segment] as number) - ax;
	const dy = (net.y1[segment] as number) - ay;
	const length = Math.hypot(dx, dy);
	const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (length * length)));
	const side = dx * (y - ay) - dy * (x - ax) > 0 ? 1 : -1;
	const off = ((net.halfWidthM[segment] as number) + 2) * side;
	laid.station = { building, x: ax + t * dx - (dy / length) * off, y: ay + t * dy + (dx / length) * off };
}

/** Fills the block of the city's tallest tower. Returns false where the block has no room for it. */
export function fillLandmark(site: QuarterSite): boolean {
	const { lots, rng, sink, frame } = site;
	lots.cut(site.space, LANDMARK, rng);
	for (let i = 0; i < lots.count; i++) {
		const u0 = lots.corners[i * 4] as number;
		const v0 = lots.corners[i * 4 + 1] as number;
		const u1 = lots.corners[i * 4 + 2] as number;
		const v1 = lots.corners[i * 4 + 3] as number;
		if (i === 0) {
			site.setTraits('office', 'rc-tube', LANDMARK_TOWER.floors, LANDMARK_TOWER.heightM, 2021, 4);
			site.nameBuilding(LANDMARK_TOWER.name.zh);
			drawOctagon(sink, frame, u0, v0, u1, v1, 9);
			const building = site.finish(u0, v0, u1, v1);
			site.addKeyUnit(building, 11, LANDMARK_TOWER.name);
			site.addTank(building, u0 - 4, v0 - 4, 1200);
		} else if (i === 1) {
			const name: TwoNames = { zh: '国贸中心T1', en: 'Guomao Center T1' };
			site.setTraits('office', 'rc-tube', 55, 239, 2019, 4);
			site.nameBuilding(name.zh);
			drawOctagon(sink, frame, u0, v0, u0 + 44, v0 + 44, 7);
			site.addKeyUnit(site.finish(u0, v0, u0 + 44, v0 + 44), 11, name);
		} else placeMall(site, rng, u0, v0, u1, v1);
	}
	return lots.count > 0;
}
