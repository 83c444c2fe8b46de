import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../src');

/** Rooms from the ground up: what each may import, from inside and from packages. `*` = any Node built-in. */
const ROOMS: Record<string, { rooms: string[]; packages: RegExp[] }> = {
	domain: { rooms: [], packages: [/^zod$/, /^gcoord$/, /^proj4$/, /^flatgeobuf\//, /^flatbuffers$/] },
	analysis: {
		rooms: ['domain'],
		packages: [/^@turf\//, /^flatbush$/, /^zod$/, /^pinyin-pro$/],
	},
	citypack: {
		rooms: ['domain', 'analysis'],
		packages: [
			/^node:/,
			/^@turf\//,
			/^flatbush$/,
			/^flatbuffers$/,
			/^flatgeobuf\//,
			/^earcut$/,
			/^meshoptimizer\/(en|de)coder$/,
			/^tsx\//,
			/^pmtiles$/,
			/^@maplibre\/vt-pbf$/,
			/^polyclip-ts$/,
			/^pbf$/,
			/^saxes$/,
			/^csv-parse(\/sync)?$/,
			/^hyparquet(-compressors)?$/,
			/^yauzl$/,
			/^geotiff$/,
			/^zod$/,
			/^zstddec\/stream$/,
		],
	},
	server: {
		rooms: ['domain', 'analysis'],
		packages: [
			/^node:/,
			/^fastify$/,
			/^@fastify\//,
			/^fastify-type-provider-zod$/,
			/^zod$/,
			/^ws$/,
			/^file-type$/,
			/^openid-client$/,
			/^@node-rs\/argon2$/,
			/^pg$/,
			/^node-pg-migrate$/,
			/^prom-client$/,
			/^csv-stringify\/sync$/,
			/^yjs$/,
			/^y-protocols\/(sync|awareness)$/,
			/^lib0\/(encoding|decoding)$/,
		],
	},
	cli: {
		rooms: ['domain', 'analysis', 'citypack', 'server'],
		packages: [/^node:/, /^tsx\//, /^commander$/, /^cli-progress$/, /^vite$/, /^zod$/],
	},
	workers: {
		rooms: ['domain', 'analysis'],
		packages: [
			/^pmtiles$/,
			/^@mapbox\/vector-tile$/,
			/^pbf$/,
			/^react$/,
			/^@react-pdf\/renderer$/,
			/^@fontsource\/noto-sans-sc\//,
		],
	},
	client: {
		rooms: ['domain', 'workers'],
		packages: [
			/^react$/,
			/^zustand$/,
			/^zustand\//,
			/^zod$/,
			/^yjs$/,
			/^y-protocols\/(sync|awareness)$/,
			/^lib0\/(encoding|decoding)$/,
		],
	},
	scene: {
		rooms: ['domain'],
		packages: [/^react$/, /^cesium$/, /^resium$/, /^three$/, /^@react-three\/fiber$/, /^@cesium\/engine$/],
	},
	app: {
		rooms: ['domain', 'client', 'scene'],
		packages: [
			/^react$/,
			/^react-dom/,
			/^react-i18next$/,
			/^i18next$/,
			/^react-aria-components$/,
			/^@tanstack\/react-virtual$/,
			/^lucide-react$/,
			/^zustand(\/|$)/,
			/^zod$/,
		],
	},
};
/** Parts of app that never import one another. */
const WORKSPACES = ['command', 'survey', 'planning'];

interface Breach {
	place: string;
	reason: string;
}

/** Finds every import that points the wrong way. `files` maps a path below src to its text. */
function findBreaches(files: Map<string, string>): Breach[] {
	const breaches: Breach[] = [];
	for (const [file, text] of files) {
		const room = file.split('/')[0] as string;
		const law = ROOMS[room];
		if (!law) {
			if (file.includes('/')) breaches.push({ place: file, reason: `room ${room} is not in the table` });
			continue;
		}
		text.split('\n').forEach((line, index) => {
			for (const match of line.matchAll(/(?:from\s+|import\s*\(\s*|import\s+|new URL\(\s*)'([^']+)'/g)) {
				const target = match[1] as string;
				const place = `src/${file}:${index + 1}`;
				if (!target.startsWith('.')) {
					if (/^[\w@]/.test(target) && !law.packages.some((allowed) => allowed.test(target))) {
						breaches.push({ place, reason: `${room} imports package ${target}` });
					}
					continue;
				}
				const path = relative(SRC, resolve(SRC, dirname(file), target));
				const [targetRoom, targetPart] = path.split('/') as [string, string];
				if (targetRoom !== room && targetRoom !== '..' && !law.rooms.includes(targetRoom)) {
					breaches.push({ place, reason: `${room} imports room ${targetRoom}` });
				}
				const part = file.split('/')[1] as string;
				if (room === 'app' && targetRoom === 'app' && WORKSPACES.includes(part)) {
					if (WORKSPACES.includes(targetPart) && targetPart !== part) {
						breaches.push({ place, reason: `workspace ${part} imports workspace ${targetPart}` });
					}
				}
			}
		});
	}
	return breaches;
}

function readSources(): Map<string, string> {
	const files = new Map<string, string>();
	for (const entry of readdirSync(SRC, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || !/\.(ts|tsx|mjs)$/.test(entry.name) || entry.name.endsWith('.d.ts')) continue;
		const path = join(entry.parentPath, entry.name);
		files.set(relative(SRC, path), readFileSync(path, 'utf8'));
	}
	return files;
}

describe('architecture', () => {
	it('rooms import only from the rooms and packages the table allows', () => {
		const breaches = findBreaches(readSources());
		expect(breaches.map((b) => `${b.place}: ${b.reason}`)).toEqual([]);
	});

	it('names file and line of a breach', () => {
		const breaches = findBreaches(
			new Map([
				['domain/a.ts', "\nimport { z } from '../server/http/x.ts';"],
				['analysis/b.ts', "import fs from 'node:fs';"],
				['app/command/c.tsx', "import { P } from '../planning/p.tsx';"],
				['client/d.ts', "const w = new Worker(new URL('../scene/x.ts', import.meta.url));"],
			]),
		);
		expect(breaches).toEqual([
			{ place: 'src/domain/a.ts:2', reason: 'domain imports room server' },
			{ place: 'src/analysis/b.ts:1', reason: 'analysis imports package node:fs' },
			{ place: 'src/app/command/c.tsx:1', reason: 'workspace command imports workspace planning' },
			{ place: 'src/client/d.ts:1', reason: 'client imports room scene' },
		]);
	});

	it('no file is longer than 600 lines', () => {
		const long = [...readSources()].filter(([, text]) => text.split('\n').length > 600).map(([file]) => file);
		expect(long).toEqual([]);
	});
});
