import type { FastifyInstance } from 'fastify';

/** Cesium needs WebAssembly, images from blobs, workers and inline styles; nothing comes from elsewhere. */
const CONTENT_SECURITY_POLICY = [
	"default-src 'self'",
	"script-src 'self' 'wasm-unsafe-eval'",
	"img-src 'self' data: blob:",
	"style-src 'self' 'unsafe-inline'",
	"worker-src 'self' blob:",
	"object-src 'none'",
	"base-uri 'self'",
	"form-action 'self'",
	"frame-ancestors 'none'",
].join('; ');

/** Puts the security headers on every answer. */
export function registerSecurityHeaders(app: FastifyInstance): void {
	app.addHook('onRequest', async (_request, reply) => {
		reply.headers({
			'content-security-policy': CONTENT_SECURITY_POLICY,
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-resource-policy': 'same-origin',
		});
	});
}
