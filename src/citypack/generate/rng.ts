/** A seeded stream of random numbers (mulberry32): the same seed gives the same stream on every machine. */
export class Rng {
	state: number;

	constructor(state: number) {
		this.state = state | 0;
	}

	/** 0 <= x < 1. */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let t = this.state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	/** from <= x < to. */
	range(from: number, to: number): number {
		return from + (to - from) * this.next();
	}

	/** Whole number, from <= n <= to. */
	int(from: number, to: number): number {
		return from + Math.floor(this.next() * (to - from + 1));
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	pick<T>(list: readonly T[]): T {
		return list[Math.floor(this.next() * list.length)] as T;
	}

	/** Puts a list in random order, in place. */
	shuffle<T>(list: T[]): T[] {
		for (let i = list.length - 1; i > 0; i--) {
			const j = Math.floor(this.next() * (i + 1));
			const held = list[i] as T;
			list[i] = list[j] as T;
			list[j] = held;
		}
		return list;
	}
}

/** 32 well-mixed bits of a seed and a key: the state an Rng for that key starts from. */
export function hashKey(seed: number, key: string): number {
	let h = (seed ^ 0x811c9dc5) | 0;
	for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193);
	return mixBits(h);
}

/** The random stream of one town, unit or road: independent of every other and of the order of work. */
export function createRng(seed: number, key: string): Rng {
	return new Rng(hashKey(seed, key));
}

function mixBits(value: number): number {
	let h = value;
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return h ^ (h >>> 16);
}

function latticeValue(ix: number, iy: number, seed: number): number {
	return (mixBits(Math.imul(ix, 0x27d4eb2d) ^ Math.imul(iy, 0x165667b1) ^ seed) >>> 0) / 4294967296;
}

/** Smooth random field, 0..1, that changes over `scaleM` metres. */
export function valueNoise(x: number, y: number, scaleM: number, seed: number): number {
	const gx = x / scaleM;
	const gy = y / scaleM;
	const ix = Math.floor(gx);
	const iy = Math.floor(gy);
	const fx = gx - ix;
	const fy = gy - iy;
	const sx = fx * fx * (3 - 2 * fx);
	const sy = fy * fy * (3 - 2 * fy);
	const low = latticeValue(ix, iy, seed) * (1 - sx) + latticeValue(ix + 1, iy, seed) * sx;
	const high = latticeValue(ix, iy + 1, seed) * (1 - sx) + latticeValue(ix + 1, iy + 1, seed) * sx;
	return low * (1 - sy) + high * sy;
}
