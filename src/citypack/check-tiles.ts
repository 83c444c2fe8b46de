import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { DataError, describeError } from '../domain/errors.ts';
import type { PackProblem } from '../domain/pack/check-pack-files.ts';
import { NO_FID } from '../domain/pack/tile-properties.ts';

/** What a look through the tiles found. */
export interface TileCheck {
	readonly tiles: number;
	/** Buildings in the leaves, each counted as often as it is there. */
	readonly leafBuildings: number;
	readonly problems: readonly PackProblem[];
}

/**
 * Reads the property tables of all tiles of a pyramid: is every building of the pack in exactly one leaf, and does each coarse
 * tile stand for as many buildings as the leaves below it hold? Geometry is not looked at.
 * @param buildings number of buildings; their fids are 0 .. buildings - 1
 */
export function checkTiles(dir: string, buildings: number): TileCheck {
	const problems: PackProblem[] = [];
	const content = join(dir, 'content');
	const names = existsSync(content) ? readdirSync(content).filter((name) => name.endsWith('.glb')) : [];
	const tiles = new Map<string, Address>();
	for (const name of names) tiles.set(name, parseAddress(name));
	const seen = new Uint8Array(buildings);
	const standsFor = new Map<string, number>();
	const held = new Map<string, number>();
	let leafBuildings = 0;
	let repeated = 0;
	let unknown = 0;
	for (const [name, address] of tiles) {
		try {
			const { fid, count } = readProperties(join(content, name), name);
			standsFor.set(
				name,
				count.reduce((sum, value) => sum + value, 0),
			);
			if (childrenOf(address).some((child) => tiles.has(child))) continue;
			leafBuildings += fid.length;
			for (const value of fid) {
				if (value >= buildings) unknown++;
				else if (seen[value]) repeated++;
				else seen[value] = 1;
			}
			for (let { level, x, y } = address; level >= 0; level--, x >>= 1, y >>= 1) {
				const above = `${level}_${x}_${y}.glb`;
				held.set(above, (held.get(above) ?? 0) + fid.length);
			}
		} catch (error) {
			if (!(error instanceof DataError)) throw error;
			problems.push({ code: error.code, message: error.message, file: `content/${name}` });
		}
	}
	const missing = seen.reduce((sum, is) => sum + (is ? 0 : 1), 0);
	if (missing + repeated + unknown > 0) {
		problems.push({
			code: 'tiles/not-each-once',
			message: `leaves: got ${missing} buildings missing, ${repeated} repeated, ${unknown} unknown, expected each of ${buildings} once`,
			file: null,
		});
		// The counts above a wrong leaf are wrong with it: told once is enough.
		return { tiles: tiles.size, leafBuildings, problems };
	}
	for (const [name, count] of standsFor) {
		if (count === held.get(name)) continue;
		problems.push({
			code: 'tiles/wrong-count',
			message: `${name}: got features that stand for ${count} buildings, expected ${held.get(name) ?? 0} as in the leaves below`,
			file: `content/${name}`,
		});
	}
	return { tiles: tiles.size, leafBuildings, problems };
}

interface Address {
	readonly level: number;
	readonly x: number;
	readonly y: number;
}

function parseAddress(name: string): Address {
	const [level = 0, x = 0, y = 0] = name.replace('.glb', '').split('_').map(Number);
	return { level, x, y };
}

function childrenOf({ level, x, y }: Address): string[] {
	return [0, 1, 2, 3].map((quarter) => `${level + 1}_${x * 2 + (quarter & 1)}_${y * 2 + (quarter >> 1)}.glb`);
}

const tableSchema = z.object({ values: z.number().int() });
const glbSchema = z.object({
	bufferViews: z.array(z.object({ byteOffset: z.number().int(), byteLength: z.number().int() })),
	extensions: z.object({
		EXT_structural_metadata: z.object({
			propertyTables: z.tuple([
				z.object({ count: z.number().int(), properties: z.object({ fid: tableSchema, count: tableSchema }) }),
			]),
		}),
	}),
});

/** The fid and count columns of a tile; merged cells carry NO_FID. @throws DataError `tiles/damaged` */
function readProperties(path: string, name: string): { fid: Uint32Array; count: Uint32Array } {
	try {
		const glb = gunzipSync(readFileSync(path));
		const jsonLength = glb.readUInt32LE(12);
		const { bufferViews, extensions } = glbSchema.parse(JSON.parse(glb.toString('utf8', 20, 20 + jsonLength)));
		const table = extensions.EXT_structural_metadata.propertyTables[0];
		const column = ({ values }: { values: number }) => {
			const view = bufferViews[values];
			if (view?.byteLength !== table.count * 4) throw new RangeError(`got a column that is not ${table.count} long`);
			const start = 28 + jsonLength + view.byteOffset;
			return new Uint32Array(new Uint8Array(glb.subarray(start, start + view.byteLength)).buffer);
		};
		const fid = column(table.properties.fid);
		return { fid: fid.filter((value) => value !== NO_FID), count: column(table.properties.count) };
	} catch (cause) {
		throw new DataError('tiles/damaged', `${name}: ${describeError(cause)}`, { context: { file: name }, cause });
	}
}
