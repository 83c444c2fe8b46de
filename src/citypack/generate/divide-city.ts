import { faceRing, type Skeleton } from './build-skeleton.ts';
import type { MainStreets } from './lay-main-streets.ts';
import { type Block, blockAreaM2, blockCentre, mainDirection, measureExtent } from './polygon.ts';
import { createRng, type Rng, valueNoise } from './rng.ts';
import { type Split, splitBlock } from './split-block.ts';
import type { StreetNet, StreetSpec } from './street-net.ts';

/** A quarter between main streets, about a quarter of a square kilometre: the unit of planning and of work. */
export interface Quarter {
	readonly block: Block;
	readonly areaM2: number;
	readonly x: number;
	readonly y: number;
	/** Streets that had to be laid for its sake, from the face's first cut down. */
	readonly path: readonly number[];
}

/** Cuts the land between the skeleton's lines into quarters by secondary and tertiary streets. */
export function divideCity(skeleton: Skeleton, main: MainStreets, net: StreetNet, seed: number): Quarter[] {
	const quarters: Quarter[] = [];
	skeleton.arrangement.faces.forEach((face, f) => {
		if (skeleton.faceKinds[f] !== 'built') return;
		divideFace(faceBlock(skeleton, face, main), net, createRng(seed, `face ${f}`), seed, quarters);
	});
	return quarters;
}

function faceBlock(skeleton: Skeleton, face: readonly number[], main: MainStreets): Block {
	const block: Block = { x: [], y: [], side: [] };
	faceRing(skeleton.arrangement, face).forEach((point, i) => {
		block.x.push(point[0]);
		block.y.push(point[1]);
		block.side.push(main.segmentOf[(face[i] as number) >> 1] as number);
	});
	return block;
}

function divideFace(face: Block, net: StreetNet, rng: Rng, seed: number, quarters: Quarter[]): void {
	const stack: { block: Block; path: readonly number[] }[] = [{ block: face, path: [] }];
	for (let item = stack.pop(); item; item = stack.pop()) {
		const { block, path } = item;
		const areaM2 = blockAreaM2(block);
		if (areaM2 < 300) continue;
		const [x, y] = blockCentre(block);
		const split = areaM2 > wantedAreaM2(x, y, seed) ? cutInHalf(block, areaM2, net, rng) : null;
		if (split) {
			const deeper = [...path, split.street];
			stack.push({ block: split.right, path: deeper }, { block: split.left, path: deeper });
		} else quarters.push({ block, areaM2, x, y, path });
	}
}

function wantedAreaM2(x: number, y: number, seed: number): number {
	return 250_000 + 250_000 * valueNoise(x, y, 2600, seed);
}

function streetFor(areaM2: number, rng: Rng): StreetSpec {
	const plain = { name: null, nameEn: null };
	if (areaM2 > 2_600_000) return { roadClass: 'secondary', widthM: 20, lanes: 4, ...plain };
	if (areaM2 > 900_000) return { roadClass: 'secondary', widthM: 15, lanes: 4, ...plain };
	return { roadClass: 'tertiary', widthM: rng.chance(0.5) ? 10 : 12, lanes: 2, ...plain };
}

/** Tries to cut across the longer way near the middle, then elsewhere, then the other way. */
function cutInHalf(block: Block, areaM2: number, net: StreetNet, rng: Rng): Split | null {
	const turn = mainDirection(block) + rng.range(-0.05, 0.05);
	const [x, y] = blockCentre(block);
	const spec = streetFor(areaM2, rng);
	for (let attempt = 0; attempt < 5; attempt++) {
		const angle = turn + (attempt === 4 ? 0.35 : 0);
		let [c, s] = [Math.cos(angle), Math.sin(angle)];
		const extent = measureExtent(block, c, s);
		const [reachU, reachV] = [extent.maxU - extent.minU, extent.maxV - extent.minV];
		const along = reachU >= reachV !== (attempt === 3);
		if (Math.min(reachU, reachV) < 140 && Math.max(reachU, reachV) < 900) return null;
		const share = (attempt === 0 ? 0.5 : 0.5 + (attempt - 1.5) * 0.12) + rng.range(-0.07, 0.07);
		if (!along) [c, s] = [-s, c];
		// The cut stands across (c, s), at `share` of the block's reach that way.
		const [low, high] = along ? [extent.minU, extent.maxU] : [extent.minV, extent.maxV];
		const shift = low + share * (high - low) - (x * c + y * s);
		const split = splitBlock(
			net,
			block,
			{
				x: x + c * shift,
				y: y + s * shift,
				dx: -s,
				dy: c,
				snapM: areaM2 > 900_000 ? 90 : 60,
				bendM: rng.range(-0.045, 0.045) * (along ? reachV : reachU),
			},
			spec,
		);
		if (!split) continue;
		return split;
	}
	return null;
}
