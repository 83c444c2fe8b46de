import {
	BASES,
	BUILDING_STRUCTURES,
	BUILDING_USES,
	type BuildingStructure,
	type BuildingUse,
} from '../../domain/building.ts';
import { UNKNOWN_U8, UNKNOWN_U32 } from '../model/building-table.ts';
import { toLatE7, toLonE7 } from './city-plane.ts';

/** A turned coordinate system for one block: u along its long way, v across, metres. */
export interface Frame {
	readonly c: number;
	readonly s: number;
}

/** What a building is like, apart from shape and place; numbers are codes and units as in BuildingTable. */
export interface BuildingTraits {
	use: number;
	structure: number;
	floors: number;
	floorsBelow: number;
	heightCm: number;
	year: number;
	/** Row in the sink's names; 0 = none. */
	name: number;
	/** Never left out when a quarter has more buildings than are wanted. */
	fixed: boolean;
}

export const USE = Object.fromEntries(BUILDING_USES.map((use, i) => [use, i])) as Record<BuildingUse, number>;
export const STRUCTURE = Object.fromEntries(BUILDING_STRUCTURES.map((name, i) => [name, i])) as Record<
	BuildingStructure,
	number
>;
const MEASURED = BASES.indexOf('measured');

/** Buildings of a batch of quarters, in growing typed arrays. */
export class BuildingSink {
	count = 0;
	rings = 0;
	vertices = 0;
	lonLat = new Int32Array(1 << 14);
	ringStart = new Uint32Array(1 << 11);
	buildingRing = new Uint32Array(1 << 10);
	heightCm = new Uint32Array(1 << 10);
	heightBasis = new Uint8Array(1 << 10);
	floors = new Uint16Array(1 << 10);
	floorsBelow = new Uint8Array(1 << 10);
	use = new Uint8Array(1 << 10);
	structure = new Uint8Array(1 << 10);
	year = new Uint16Array(1 << 10);
	/** Row in `streets`; 0 = no address. */
	street = new Uint32Array(1 << 10);
	houseNumber = new Uint16Array(1 << 10);
	name = new Uint32Array(1 << 10);
	/** Centre of the building's cell, metres on the city plane. */
	centre = new Float32Array(1 << 11);
	fixed = new Uint8Array(1 << 10);
	readonly streets: string[] = [''];
	readonly names: string[] = [''];
	/** The shape being drawn: [u, v] in the block's frame. */
	readonly shape = new Float64Array(128);

	/** Number of a name, for BuildingTraits.name. */
	addName(name: string): number {
		return this.names.push(name) - 1;
	}

	/** Adds the first `corners` points of `shape` as a ring of the building that is being made. */
	pushRing(corners: number, frame: Frame): void {
		if ((this.vertices + corners) * 2 > this.lonLat.length) this.lonLat = grow(this.lonLat, Int32Array);
		if (this.rings + 2 > this.ringStart.length) this.ringStart = grow(this.ringStart, Uint32Array);
		const { shape, lonLat } = this;
		let at = this.vertices * 2;
		for (let i = 0; i < corners * 2; i += 2) {
			const u = shape[i] as number;
			const v = shape[i + 1] as number;
			lonLat[at++] = toLonE7(u * frame.c - v * frame.s);
			lonLat[at++] = toLatE7(u * frame.s + v * frame.c);
		}
		this.vertices += corners;
		this.rings++;
		this.ringStart[this.rings] = this.vertices;
	}

	/** Completes the building whose rings were pushed. `luck` decides what the survey knows of its height. */
	finishBuilding(
		traits: BuildingTraits,
		x: number,
		y: number,
		street: number,
		houseNumber: number,
		luck: number,
	): void {
		const i = this.count;
		if (i + 2 > this.heightCm.length) this.growRows();
		// 2 % of heights and floors are unknown; 9 % have floors only; unmeasured depths are rare.
		const knowsFloors = luck >= 0.02 || traits.fixed;
		const measured = luck >= 0.11 || traits.fixed;
		this.heightCm[i] = measured ? traits.heightCm : UNKNOWN_U32;
		this.heightBasis[i] = measured ? MEASURED : 0;
		this.floors[i] = knowsFloors ? traits.floors : 0;
		this.floorsBelow[i] = luck > 0.97 && !traits.fixed ? UNKNOWN_U8 : traits.floorsBelow;
		this.use[i] = traits.use;
		this.structure[i] = traits.structure;
		this.year[i] = luck > 0.93 && !traits.fixed ? 0 : traits.year;
		this.street[i] = street;
		this.houseNumber[i] = houseNumber;
		this.name[i] = traits.name;
		this.fixed[i] = traits.fixed ? 1 : 0;
		this.centre[i * 2] = x;
		this.centre[i * 2 + 1] = y;
		this.count = i + 1;
		this.buildingRing[this.count] = this.rings;
	}

	private growRows(): void {
		this.buildingRing = grow(this.buildingRing, Uint32Array);
		this.heightCm = grow(this.heightCm, Uint32Array);
		this.heightBasis = grow(this.heightBasis, Uint8Array);
		this.floors = grow(this.floors, Uint16Array);
		this.floorsBelow = grow(this.floorsBelow, Uint8Array);
		this.use = grow(this.use, Uint8Array);
		this.structure = grow(this.structure, Uint8Array);
		this.year = grow(this.year, Uint16Array);
		this.street = grow(this.street, Uint32Array);
		this.houseNumber = grow(this.houseNumber, Uint16Array);
		this.name = grow(this.name, Uint32Array);
		this.centre = grow(this.centre, Float32Array);
		this.fixed = grow(this.fixed, Uint8Array);
	}

	/** Gives back the memory that growth left over. */
	trim(): void {
		this.lonLat = this.lonLat.slice(0, this.vertices * 2);
		this.ringStart = this.ringStart.slice(0, this.rings + 1);
		this.buildingRing = this.buildingRing.slice(0, this.count + 1);
		this.heightCm = this.heightCm.slice(0, this.count);
		this.heightBasis = this.heightBasis.slice(0, this.count);
		this.floors = this.floors.slice(0, this.count);
		this.floorsBelow = this.floorsBelow.slice(0, this.count);
		this.use = this.use.slice(0, this.count);
		this.structure = this.structure.slice(0, this.count);
		this.year = this.year.slice(0, this.count);
		this.street = this.street.slice(0, this.count);
		this.houseNumber = this.houseNumber.slice(0, this.count);
		this.name = this.name.slice(0, this.count);
		this.centre = this.centre.slice(0, this.count * 2);
		this.fixed = this.fixed.slice(0, this.count);
	}
}

type Column =
	| Int32Array<ArrayBuffer>
	| Uint32Array<ArrayBuffer>
	| Uint16Array<ArrayBuffer>
	| Uint8Array<ArrayBuffer>
	| Float32Array<ArrayBuffer>;

function grow<T extends Column>(column: T, Kind: new (length: number) => T): T {
	const wider = new Kind(column.length * 2);
	wider.set(column);
	return wider;
}
