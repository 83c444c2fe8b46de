import type { RoadClass } from '../../domain/road.ts';
import { fillCentre, fillCivic, fillLandmark, fillStation } from './fill-civic.ts';
import { fillHousing } from './fill-housing.ts';
import { fillIndustry } from './fill-industry.ts';
import { fillVillage } from './fill-village.ts';
import { MOST_SIDES } from './lot-space.ts';
import { chineseNumber, englishOrdinal } from './names.ts';
import { type Block, blockAreaM2, blockCentre, type Extent, mainDirection, measureUsable } from './polygon.ts';
import type { BlockKind, CivicKind, QuarterPlan } from './quarter-plan.ts';
import type { LaidQuarter, QuarterSite } from './quarter-site.ts';
import type { Rng } from './rng.ts';
import { splitBlock } from './split-block.ts';
import type { StreetNet, StreetSpec } from './street-net.ts';

/** A street that would divide a block: what it is, and where, as a share of the block's reach. */
interface Division {
	readonly roadClass: RoadClass;
	readonly widthM: number;
	/** Along the block's long way (lanes between rows) or across it. */
	readonly lengthwise: boolean;
	readonly share: number;
}

/** What is still to be placed once in the quarter, and how many streets of each kind it has. */
interface Agenda {
	station: boolean;
	landmark: boolean;
	readonly civic: CivicKind[];
	readonly serial: Map<string, number>;
}

/** Depth of two rows of houses with their lane, metres. */
const VILLAGE_PITCH_M = { village: 27, 'old-village': 22.5, rural: 32 } as const;

/** Lays streets, blocks and buildings out over a quarter; the buildings go to the site's sink. */
export function layQuarter(site: QuarterSite, plan: QuarterPlan, rng: Rng): LaidQuarter {
	const outer = site.begin(plan, rng);
	const { laid } = site;
	const firstOwn = laid.net.streets.length;
	const agenda: Agenda = {
		station: plan.station !== null,
		landmark: plan.landmark,
		civic: [...plan.civic],
		serial: new Map(),
	};
	divide(site, outer, agenda, rng);
	laid.firstOwnStreet = firstOwn;
	return laid;
}

function divide(site: QuarterSite, block: Block, agenda: Agenda, rng: Rng): void {
	const areaM2 = blockAreaM2(block);
	if (areaM2 < 60 || block.x.length > MOST_SIDES) return;
	const { laid } = site;
	const once = chooseOnce(site, block, areaM2, agenda, rng);
	const division = once === null ? chooseDivision(laid.net, laid.plan, block, areaM2, rng) : null;
	if (division) {
		const split = cutBlock(site, block, division, agenda, rng);
		if (split) {
			const range: [number, number] = [laid.blocks.length, 0];
			laid.streetBlocks.push(range);
			divide(site, split.left, agenda, rng);
			divide(site, split.right, agenda, rng);
			range[1] = laid.blocks.length;
			return;
		}
	}
	fillBlock(site, block, once ?? laid.plan.zone, areaM2, agenda, rng);
}

/** Whether this block is the place for something the quarter has once. */
function chooseOnce(site: QuarterSite, block: Block, areaM2: number, agenda: Agenda, rng: Rng): BlockKind | null {
	if (areaM2 < 3500 || areaM2 > 30_000) return null;
	const [reach, depth] = reachOf(site.laid.net, block);
	if (depth < 55 || reach > depth * 4) return null;
	if (agenda.landmark) return areaM2 > 11_000 && depth > 85 ? 'landmark' : null;
	const onStreet = block.side.some((segment) => segment >= 0 && (site.laid.net.halfWidthM[segment] as number) >= 4.5);
	if (agenda.station && onStreet) return 'station';
	if (agenda.civic.length > 0 && areaM2 > 5000) return agenda.civic[0] as CivicKind;
	if (site.laid.plan.zone === 'green') return 'park';
	const luck = rng.next();
	if (site.laid.plan.zone === 'industry') return luck < 0.02 ? 'park' : null;
	if (luck < 0.05) return 'school';
	if (luck < 0.065) return 'market';
	return luck < 0.1 ? 'park' : null;
}

/** Reach of the land that buildings can use: without the carriageways and sidewalks around it. */
function usableReach(net: StreetNet, block: Block, turn: number): Extent {
	return measureUsable(block, Math.cos(turn), Math.sin(turn), (side) => {
		const segment = block.side[side] as number;
		const half = segment < 0 ? 0 : (net.halfWidthM[segment] as number);
		// Lanes are part of the pitch between rows; wider streets bring a sidewalk.
		return half < 2.2 ? 0 : half < 4 ? half : half + 3;
	});
}

function reachOf(net: StreetNet, block: Block): [long: number, short: number] {
	const extent = usableReach(net, block, mainDirection(block));
	const [u, v] = [extent.maxU - extent.minU, extent.maxV - extent.minV];
	return [Math.max(u, v), Math.min(u, v)];
}

/** The next street through a block, or null where it is small enough for buildings. */
function chooseDivision(net: StreetNet, plan: QuarterPlan, block: Block, areaM2: number, rng: Rng): Division | null {
	const [reach, depth] = reachOf(net, block);
	const across = (roadClass: RoadClass, widthM: number): Division => ({
		roadClass,
		widthM,
		lengthwise: false,
		share: rng.range(0.44, 0.56),
	});
	switch (plan.zone) {
		case 'green':
			return areaM2 > 90_000 ? across('residential', 6) : null;
		case 'industry':
			if (areaM2 > 52_000) return across('residential', rng.pick([8, 9, 9]));
			return areaM2 > 21_000 && reach > 130 ? across('service', 7) : null;
		case 'housing':
			if (areaM2 > 42_000) return across('residential', rng.pick([7, 8, 9]));
			return areaM2 > 17_000 && reach > 120 ? across('service', 5.5) : null;
		case 'centre':
			return areaM2 > 22_000 && reach > 130 ? across('residential', rng.pick([9, 10, 12])) : null;
		default:
			return divideVillage(VILLAGE_PITCH_M[plan.zone], areaM2, reach, depth, rng);
	}
}

function divideVillage(pitchM: number, areaM2: number, reach: number, depth: number, rng: Rng): Division | null {
	if (areaM2 > 30_000) {
		return {
			roadClass: 'residential',
			widthM: rng.pick([5, 6, 6, 7]),
			lengthwise: false,
			share: rng.range(0.42, 0.58),
		};
	}
	if (reach > 125 && reach > depth * 0.9) {
		return {
			roadClass: 'lane',
			widthM: rng.pick([2.8, 3.2, 3.5, 3.8]),
			lengthwise: false,
			share: rng.range(0.44, 0.56),
		};
	}
	const strips = Math.round(depth / pitchM);
	if (strips < 2) return null;
	// Halves in whole strips, so that all rows end up about as deep.
	const share = Math.floor(strips / 2) / strips;
	return { roadClass: 'lane', widthM: rng.pick([1.5, 2, 2.2, 2.5, 3, 3.5]), lengthwise: true, share };
}

function cutBlock(site: QuarterSite, block: Block, division: Division, agenda: Agenda, rng: Rng) {
	const { net } = site.laid;
	const turn = mainDirection(block) + (division.roadClass === 'residential' ? rng.range(-0.035, 0.035) : 0);
	const [x, y] = blockCentre(block);
	const spec = specFor(site.laid.plan, division, agenda, rng);
	for (const nudge of [0, 0.09, -0.09]) {
		let [c, s] = [Math.cos(turn), Math.sin(turn)];
		const extent = usableReach(net, block, turn);
		const uIsLong = extent.maxU - extent.minU >= extent.maxV - extent.minV;
		const stepU = uIsLong !== division.lengthwise;
		const [low, high] = stepU ? [extent.minU, extent.maxU] : [extent.minV, extent.maxV];
		if (!stepU) [c, s] = [-s, c];
		const shift = low + (division.share + nudge) * (high - low) - (x * c + y * s);
		const snapM = division.roadClass === 'lane' ? (division.lengthwise ? 5 : 9) : 22;
		const cut = { x: x + c * shift, y: y + s * shift, dx: -s, dy: c, snapM, bendM: 0 };
		const split = splitBlock(net, block, cut, spec);
		if (split) return split;
	}
	return null;
}

function specFor(plan: QuarterPlan, division: Division, agenda: Agenda, rng: Rng): StreetSpec {
	const { roadClass, widthM } = division;
	const [zh, en] =
		roadClass === 'lane' ? ['巷', 'Lane'] : roadClass === 'service' ? ['横街', 'Cross Street'] : ['街', 'Street'];
	const serial = (agenda.serial.get(zh) ?? 0) + 1;
	agenda.serial.set(zh, serial);
	return {
		roadClass,
		widthM,
		name: `${plan.name.zh}${chineseNumber(serial)}${zh}`,
		nameEn: `${plan.name.en} ${englishOrdinal(serial)} ${en}`,
		oneway: roadClass === 'residential' && rng.chance(0.09) ? rng.int(1, 2) : 0,
		access: roadClass === 'service' ? (plan.zone === 'housing' ? 2 : 1) : 0,
		maxWidthM: roadClass === 'lane' && rng.chance(0.06) ? 2.2 : null,
	};
}

function fillBlock(site: QuarterSite, block: Block, kind: BlockKind, areaM2: number, agenda: Agenda, rng: Rng): void {
	const { laid, sink } = site;
	const laidBlock = { kind, block, firstBuilding: sink.count, endBuilding: sink.count };
	laid.blocks.push(laidBlock);
	site.openBlock(block, SETBACK_M[kind] ?? 0);
	switch (kind) {
		case 'village':
		case 'old-village':
		case 'rural':
			fillVillage(site, kind);
			break;
		case 'industry':
			fillIndustry(site);
			break;
		case 'housing': {
			const luck = rng.next();
			fillHousing(site, luck < 0.42 && areaM2 > 6000 ? 'towers' : luck < 0.93 ? 'bars' : 'villas');
			break;
		}
		case 'centre':
			fillCentre(site);
			break;
		case 'station':
			fillStation(site, laid.plan.station ?? laid.plan.name);
			if (laid.station) agenda.station = false;
			break;
		case 'landmark':
			if (fillLandmark(site)) agenda.landmark = false;
			break;
		case 'green':
		case 'park':
			break;
		default: {
			const before = sink.count;
			fillCivic(site, kind);
			if (kind === agenda.civic[0] && sink.count > before) agenda.civic.shift();
		}
	}
	laidBlock.endBuilding = sink.count;
}

/** What each kind of block adds to the sidewalk before its facades, metres. */
const SETBACK_M: Partial<Record<BlockKind, number>> = {
	industry: 5,
	housing: 4,
	centre: 5,
	school: 5,
	hospital: 5,
	government: 6,
	station: 9,
	landmark: 8,
	library: 5,
	'bus-station': 8,
	substation: 6,
	chemical: 8,
	rural: 1,
};
