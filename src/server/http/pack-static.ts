import { closeSync, openSync, readSync } from 'node:fs';
import { extname, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { giveAccess } from '../identity/enforce-access.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
	'.glb': 'model/gltf-binary',
	'.json': 'application/json; charset=utf-8',
	'.ndjson': 'application/x-ndjson; charset=utf-8',
	'.terrain': 'application/vnd.quantized-mesh',
};

/**
 * Serves a pack's files under `/packs/<name>/`, with ranges and ETags. Files under tiles/ and terrain/ lie gzipped at rest and go
 * out as they are, said to be gzip; the others are read by range and are never compressed. Both folders' <version>/ never change and
 * may be kept for ever, by the browser of who may read the map.
 */
export async function registerPackStatic(app: FastifyInstance, packDir: string, packName: string): Promise<void> {
	await app.register(async (scope) => {
		giveAccess(scope, 'map.read');
		await scope.register(fastifyStatic, {
			root: packDir,
			prefix: `/packs/${packName}/`,
			decorateReply: false,
			index: false,
			dotfiles: 'ignore',
			cacheControl: false,
			setHeaders(reply, path) {
				const isTile = ['tiles', 'terrain'].includes(relative(packDir, path).split(sep)[0] ?? '');
				reply.header('content-type', CONTENT_TYPES[extname(path)] ?? 'application/octet-stream');
				reply.header('cache-control', isTile ? 'private, max-age=31536000, immutable' : 'no-cache');
				if (isTile && isGzip(path)) reply.header('content-encoding', 'gzip');
			},
		});
	});
}

/** Two bytes tell: 1f 8b. */
function isGzip(path: string): boolean {
	const head = new Uint8Array(2);
	const file = openSync(path, 'r');
	try {
		readSync(file, head, 0, 2, 0);
	} finally {
		closeSync(file);
	}
	return head[0] === 0x1f && head[1] === 0x8b;
}
