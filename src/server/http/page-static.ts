import { relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { giveAccess } from '../identity/enforce-access.ts';

/** Paths that are never pages. */
const NOT_PAGES = /^\/(api|packs|ogc)(\/|$|\?)/;

/**
 * Serves the built page: its files, and index.html for every other address a browser opens. Everything under /api and /packs that is not
 * there is a 404 in JSON. `staticDir` null: no page, 404 throughout.
 */
export async function registerPageStatic(app: FastifyInstance, staticDir: string | null): Promise<void> {
	await app.register(async (scope) => {
		giveAccess(scope, 'public');
		if (staticDir !== null) {
			await scope.register(fastifyStatic, {
				root: staticDir,
				prefix: '/',
				dotfiles: 'ignore',
				cacheControl: false,
				// The build lays .br and .gz beside what is worth it.
				preCompressed: true,
				setHeaders(reply, path) {
					// Vite names what lies in assets/ by its content.
					const isHashed = relative(staticDir, path).split(sep)[0] === 'assets';
					reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
				},
			});
		}
		scope.setNotFoundHandler((request, reply) => {
			const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
			if (staticDir !== null && wantsPage && !NOT_PAGES.test(request.url)) return reply.sendFile('index.html');
			return reply.code(404).send({
				error: {
					code: 'http/not-found',
					message: `${request.method} ${request.url.split('?')[0]?.slice(0, 200)}: got no such address, expected one of /api/openapi.json`,
					context: {},
				},
			});
		});
	});
}
