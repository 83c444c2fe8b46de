import type { RoadClass } from '../../domain/road.ts';
import { type BuildingSink, type BuildingTraits, type Frame, STRUCTURE, USE } from './building-sink.ts';
import { LotSpace } from './lot-space.ts';
import { LotList } from './lots.ts';
import type { TwoNames } from './names.ts';
import { type Block, mainDirection, measureExtent } from './polygon.ts';
import type { BlockKind, QuarterPlan } from './quarter-plan.ts';
import type { Rng } from './rng.ts';
import { StreetNet } from './street-net.ts';

/** One block of a quarter, with the buildings that stand on it. */
interface LaidBlock {
	readonly kind: BlockKind;
	readonly block: Block;
	readonly firstBuilding: number;
	endBuilding: number;
}

/** A key unit (MPS Order 61) tied to a building of the sink. */
interface LaidKeyUnit {
	readonly building: number;
	readonly category: number;
	readonly name: TwoNames;
}

/** A fire-water tank beside a building. */
interface LaidTank {
	readonly building: number;
	readonly x: number;
	readonly y: number;
	readonly volumeM3: number;
}

/** A quarter's streets, blocks and what stands out on them; its buildings are in the batch's sink. */
export interface LaidQuarter {
	readonly plan: QuarterPlan;
	readonly net: StreetNet;
	/** Streets below this number are the city's, around the quarter. */
	firstOwnStreet: number;
	/** Blocks [first, end) that each own street was laid for. */
	readonly streetBlocks: [first: number, end: number][];
	readonly blocks: LaidBlock[];
	readonly keyUnits: LaidKeyUnit[];
	readonly tanks: LaidTank[];
	station: { building: number; x: number; y: number } | null;
}

/** Setback of a facade from the edge of the carriageway, metres: how much a street of each class adds. */
const SIDEWALK_M: Record<RoadClass, number> = {
	motorway: 30,
	trunk: 7,
	primary: 6,
	secondary: 4,
	tertiary: 2.5,
	residential: 1.3,
	service: 0.8,
	lane: 0.25,
	track: 2,
	pedestrian: 0.5,
};

/** Metres of street for each step of house numbers: odd numbers on the left, even on the right. */
const NUMBER_STEP_M = 4;

/** The building site: one quarter being laid out. Holds the tools, so that the loops over lots make no garbage. */
export class QuarterSite {
	readonly space = new LotSpace();
	readonly lots = new LotList();
	readonly traits: BuildingTraits = {
		use: 0,
		structure: 0,
		floors: 0,
		floorsBelow: 0,
		heightCm: 0,
		year: 0,
		name: 0,
		fixed: false,
	};
	frame: Frame = { c: 1, s: 0 };
	readonly sink: BuildingSink;
	rng: Rng;
	laid: LaidQuarter;
	private readonly streetRows = new Map<string, number>();
	private readonly takenNumbers = new Set<number>();
	/** [x0, y0, x1, y1, width] of each street around the quarter that is wider than a lane. */
	private wideLines: number[] = [];
	private streetRow: Int32Array = new Int32Array(0);

	constructor(sink: BuildingSink, rng: Rng) {
		this.sink = sink;
		this.rng = rng;
		this.laid = emptyQuarter({} as QuarterPlan);
	}

	/** Starts a quarter: its outer streets become the first streets of its net. */
	begin(plan: QuarterPlan, rng: Rng): Block {
		this.rng = rng;
		this.laid = emptyQuarter(plan);
		const { net } = this.laid;
		const block: Block = { x: [...plan.x], y: [...plan.y], side: [] };
		for (let i = 0; i < plan.x.length; i++) {
			const roadClass = plan.sideClasses[i];
			if (!roadClass) {
				block.side.push(-1);
				continue;
			}
			const line = plan.sideLines.subarray(i * 6, i * 6 + 6);
			const spec = { roadClass, widthM: line[4] as number, name: plan.sideNames[i] ?? null, nameEn: null };
			const street = net.addStreet(spec, [...line.subarray(0, 4)], line[5] as number);
			block.side.push(net.streets[street]?.firstSegment as number);
		}
		this.wideLines = [...plan.nearLines];
		for (const segment of block.side) {
			const half = segment < 0 ? 0 : (net.halfWidthM[segment] as number);
			if (half < 2) continue;
			this.wideLines.push(
				net.x0[segment] as number,
				net.y0[segment] as number,
				net.x1[segment] as number,
				net.y1[segment] as number,
				half * 2,
			);
		}
		return block;
	}

	/** Takes up a block for building: frame along its long way, and what each side keeps clear. */
	openBlock(block: Block, extraSetbackM: number): void {
		const turn = mainDirection(block);
		const [c, s] = [Math.cos(turn), Math.sin(turn)];
		const extent = measureExtent(block, c, s);
		const lengthwise = extent.maxU - extent.minU >= extent.maxV - extent.minV;
		this.frame = lengthwise ? { c, s } : { c: -s, s: c };
		this.space.load(block, this.frame);
		const { net } = this.laid;
		for (let i = 0; i < this.space.sides; i++) {
			const segment = this.space.side[i] as number;
			if (segment < 0) {
				this.space.clearM[i] = 3 + extraSetbackM;
				continue;
			}
			const spec = net.streets[net.street[segment] as number]?.spec;
			const roadClass = spec?.roadClass ?? 'residential';
			this.space.clearM[i] =
				(net.halfWidthM[segment] as number) + SIDEWALK_M[roadClass] + (roadClass === 'lane' ? 0 : extraSetbackM);
		}
		this.addWideStreets(block);
		this.streetRow = new Int32Array(this.space.sides).fill(-1);
	}

	/** Streets around the quarter that come near this block: they reach on beyond the side that they share with it. */
	private addWideStreets(block: Block): void {
		const { frame, wideLines } = this;
		const [minX, maxX] = [Math.min(...block.x), Math.max(...block.x)];
		const [minY, maxY] = [Math.min(...block.y), Math.max(...block.y)];
		for (let k = 0; k < wideLines.length; k += 5) {
			const [ax, ay, bx, by, width] = wideLines.slice(k, k + 5) as [number, number, number, number, number];
			const clear = width / 2 + 2;
			if (Math.max(ax, bx) + clear < minX || Math.min(ax, bx) - clear > maxX) continue;
			if (Math.max(ay, by) + clear < minY || Math.min(ay, by) - clear > maxY) continue;
			this.space.addObstacle(
				ax * frame.c + ay * frame.s,
				ay * frame.c - ax * frame.s,
				bx * frame.c + by * frame.s,
				by * frame.c - bx * frame.s,
				clear,
			);
		}
	}

	/** Completes the building drawn on a lot: address by the nearest side, traits as they stand. */
	finish(u0: number, v0: number, u1: number, v1: number): number {
		const { frame, sink, space } = this;
		const u = (u0 + u1) / 2;
		const v = (v0 + v1) / 2;
		const x = u * frame.c - v * frame.s;
		const y = u * frame.s + v * frame.c;
		const side = space.nearestSide(u, v);
		const row = this.rowOfSide(side);
		const number = row > 0 ? this.takeNumber(row, side, x, y) : 0;
		sink.finishBuilding(this.traits, x, y, number > 0 ? row : 0, number, this.rng.next());
		return sink.count - 1;
	}

	private rowOfSide(side: number): number {
		let row = this.streetRow[side] as number;
		if (row >= 0) return row;
		const { net } = this.laid;
		const segment = this.space.side[side] as number;
		const name = segment >= 0 ? net.streets[net.street[segment] as number]?.spec.name : null;
		row = 0;
		if (name) {
			row = this.streetRows.get(name) ?? this.sink.streets.push(name) - 1;
			this.streetRows.set(name, row);
		}
		this.streetRow[side] = row;
		return row;
	}

	/** The house number at a place: grows along the street, odd on its left. */
	private takeNumber(row: number, side: number, x: number, y: number): number {
		const { net } = this.laid;
		const segment = this.space.side[side] as number;
		const along = net.alongM(segment, x, y);
		const ax = net.x0[segment] as number;
		const ay = net.y0[segment] as number;
		const cross = ((net.x1[segment] as number) - ax) * (y - ay) - ((net.y1[segment] as number) - ay) * (x - ax);
		let number = 2 * Math.max(0, Math.floor(along / NUMBER_STEP_M)) + (cross > 0 ? 1 : 2);
		for (let tries = 0; tries < 40; tries++) {
			const key = row * 65536 + number;
			if (number > 65000) return 0;
			if (!this.takenNumbers.has(key)) {
				this.takenNumbers.add(key);
				return number;
			}
			number += 2;
		}
		return 0;
	}

	/** Sets the traits of the next building. `heightM` is the roof above ground. */
	setTraits(
		use: keyof typeof USE,
		structure: keyof typeof STRUCTURE,
		floors: number,
		heightM: number,
		year: number,
		floorsBelow: number,
	): void {
		const { traits } = this;
		traits.use = USE[use];
		traits.structure = STRUCTURE[structure];
		traits.floors = floors;
		traits.heightCm = Math.round(heightM * 10) * 10;
		traits.year = year;
		traits.floorsBelow = floorsBelow;
		traits.name = 0;
		traits.fixed = false;
	}

	/** Names the building whose traits were set and makes it one that always stays. */
	nameBuilding(name: string): void {
		this.traits.name = this.sink.addName(name);
		this.traits.fixed = true;
	}

	/** Marks a building as a key unit. */
	addKeyUnit(building: number, category: number, name: TwoNames): void {
		this.laid.keyUnits.push({ building, category, name });
	}

	/** Puts a tank into the clearance before a building. */
	addTank(building: number, u: number, v: number, volumeM3: number): void {
		const { frame } = this;
		this.laid.tanks.push({
			building,
			x: u * frame.c - v * frame.s,
			y: u * frame.s + v * frame.c,
			volumeM3,
		});
	}
}

function emptyQuarter(plan: QuarterPlan): LaidQuarter {
	return {
		plan,
		net: new StreetNet(),
		firstOwnStreet: 0,
		streetBlocks: [],
		blocks: [],
		keyUnits: [],
		tanks: [],
		station: null,
	};
}
