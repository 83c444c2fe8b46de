import type { BuildingTable, TextColumn } from '../../src/citypack/model/building-table.ts';
import { UNKNOWN_GROUND, UNKNOWN_U8, UNKNOWN_U32 } from '../../src/citypack/model/building-table.ts';

/** A seeded generator of numbers from 0 to 1 (mulberry32). */
export function createRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** One building of a made-up table; rings in degrees, outer ones counter-clockwise, holes clockwise. */
export interface MadeBuilding {
	readonly rings: readonly (readonly (readonly [lon: number, lat: number])[])[];
	readonly heightM: number | null;
	readonly minHeightM?: number;
	readonly groundM?: number;
	readonly floors?: number;
	readonly use?: number;
	readonly structure?: number;
	readonly basis?: number;
}

/** Puts made-up buildings into a table as a reader would. */
export function makeBuildingTable(buildings: readonly MadeBuilding[]): BuildingTable {
	const lonLat: number[] = [];
	const ringStart = [0];
	const buildingRing = [0];
	for (const { rings } of buildings) {
		for (const ring of rings) {
			for (const [lon, lat] of ring) lonLat.push(Math.round(lon * 1e7), Math.round(lat * 1e7));
			ringStart.push(lonLat.length / 2);
		}
		buildingRing.push(ringStart.length - 1);
	}
	return {
		...emptyColumns(buildings.length),
		lonLat: Int32Array.from(lonLat),
		ringStart: Uint32Array.from(ringStart),
		buildingRing: Uint32Array.from(buildingRing),
		heightCm: Uint32Array.from(buildings, (b) => (b.heightM === null ? UNKNOWN_U32 : Math.round(b.heightM * 100))),
		heightBasis: Uint8Array.from(buildings, (b) => (b.heightM === null ? 0 : (b.basis ?? 1))),
		minHeightCm: Uint32Array.from(buildings, (b) => Math.round((b.minHeightM ?? 0) * 100)),
		groundCm: Int32Array.from(buildings, (b) =>
			b.groundM === undefined ? UNKNOWN_GROUND : Math.round(b.groundM * 100),
		),
		floors: Uint16Array.from(buildings, (b) => b.floors ?? 0),
		use: Uint8Array.from(buildings, (b) => b.use ?? 0),
		structure: Uint8Array.from(buildings, (b) => b.structure ?? 0),
	};
}

function emptyColumns(count: number) {
	const text: TextColumn = { length: count, at: () => '' };
	const id: TextColumn = { length: count, at: (row) => `b${row}` };
	return {
		count,
		floorsBelow: new Uint8Array(count).fill(UNKNOWN_U8),
		year: new Uint16Array(count),
		residents: new Uint32Array(count).fill(UNKNOWN_U32),
		groundCm: new Int32Array(count).fill(UNKNOWN_GROUND),
		source: new Uint8Array(count),
		id,
		name: text,
		street: text,
		houseNumber: text,
		town: text,
		tags: text,
		statements: text,
	};
}

/**
 * A made-up city on shared memory: `count` buildings on a jittered grid about a few hundred centres, some 7 outline
 * vertices each, 3 % with a court, some large halls and towers. Rows come centre by centre.
 */
export function makeCityTable(count: number, seed: number): BuildingTable {
	const random = createRandom(seed);
	const lonLat = new Int32Array(new SharedArrayBuffer(count * 8 * 10));
	const ringStart = new Uint32Array(new SharedArrayBuffer((count * 2 + 1) * 4));
	const buildingRing = new Uint32Array(new SharedArrayBuffer((count + 1) * 4));
	const heightCm = new Uint32Array(new SharedArrayBuffer(count * 4));
	const heightBasis = new Uint8Array(new SharedArrayBuffer(count));
	const minHeightCm = new Uint32Array(new SharedArrayBuffer(count * 4));
	const floors = new Uint16Array(new SharedArrayBuffer(count * 2));
	const use = new Uint8Array(new SharedArrayBuffer(count));
	const structure = new Uint8Array(new SharedArrayBuffer(count));
	const mLon = 102_470 / 1e7;
	const mLat = 110_750 / 1e7;
	let vertices = 0;
	let rings = 0;
	let row = 0;
	const spread = Math.sqrt(count / 1_700_000);
	while (row < count) {
		const side = 20 + Math.floor(random() * 90);
		const centreLon = 1_137_500_000 + ((random() - 0.5) * 66_000 * spread) / mLon;
		const centreLat = 230_000_000 + ((random() - 0.5) * 44_000 * spread) / mLat;
		const pitchM = 14 + random() * 26;
		const isWorks = random() < 0.15;
		for (let i = 0; i < side * side && row < count; i++) {
			if (random() < 0.25) continue;
			const angle = random() < 0.8 ? 0.3 : random() * Math.PI;
			const cos = Math.cos(angle);
			const sin = Math.sin(angle);
			const scale = isWorks ? 2.5 : 1;
			const lon = centreLon + ((i % side) * pitchM * scale) / mLon;
			const lat = centreLat + (Math.floor(i / side) * pitchM * scale) / mLat;
			const w = (0.25 + random() * 0.2) * pitchM * scale;
			const d = (0.25 + random() * 0.2) * pitchM * scale;
			const shape = random();
			let outline = [-w, -d, w, -d, w, d, -w, d];
			if (shape < 0.35) outline = [-w, -d, w, -d, w, 0.2 * d, 0.1 * w, 0.2 * d, 0.1 * w, d, -w, d];
			else if (shape < 0.55) {
				outline = [-w, -d, 0.2 * w, -d, 0.2 * w, -0.6 * d, w, -0.6 * d, w, d, 0.4 * w, d, 0.4 * w, 0.7 * d];
				outline.push(-w, 0.7 * d);
			} else if (shape < 0.65) outline = [-w, -0.5 * d, -0.5 * w, -d, 0.5 * w, -d, w, -0.5 * d, w, d, -w, d];
			const parts = [outline];
			if (shape > 0.97) parts.push([-0.4 * w, -0.4 * d, -0.4 * w, 0.4 * d, 0.4 * w, 0.4 * d, 0.4 * w, -0.4 * d]);
			for (const part of parts) {
				for (let v = 0; v < part.length; v += 2) {
					const x = part[v]! * cos - part[v + 1]! * sin;
					const y = part[v]! * sin + part[v + 1]! * cos;
					lonLat[vertices * 2] = Math.round(lon + x / mLon);
					lonLat[vertices * 2 + 1] = Math.round(lat + y / mLat);
					vertices++;
				}
				rings++;
				ringStart[rings] = vertices;
			}
			floors[row] = random() < 0.02 ? 20 + Math.floor(random() * 30) : 1 + Math.floor(random() * 8);
			heightCm[row] = floors[row]! * 300 + Math.floor(random() * 200);
			heightBasis[row] = random() < 0.7 ? 1 : 5;
			if (random() < 0.05) {
				heightCm[row] = UNKNOWN_U32;
				heightBasis[row] = 0;
			}
			use[row] = isWorks ? 6 : 1 + Math.floor(random() * 4);
			structure[row] = 1 + Math.floor(random() * 5);
			row++;
			buildingRing[row] = rings;
		}
	}
	return {
		...emptyColumns(count),
		lonLat: lonLat.subarray(0, vertices * 2),
		ringStart: ringStart.subarray(0, rings + 1),
		buildingRing,
		heightCm,
		heightBasis,
		minHeightCm,
		floors,
		use,
		structure,
	};
}
