import type { FastifyInstance } from 'fastify';

/** Cesium needs WebAssembly, images from blobs, workers and inline styles; nothing comes from elsewhere. */
const CONTENT_SECURITY_POLICY = [
	"default-src 'self'",
	"script-src 'self' 'wasm-unsafe-eval'",
	"img-src 'self' data: blob:",
	"style-src 'self' 'unsafe-inline'",
	"worker-src 'self' blob:",
	// A report that was made is shown in the browser's own viewer.
	'frame-src blob:',
	"object-src 'none'",
	"base-uri 'self'",
	"form-action 'self'",
	"frame-ancestors 'none'",
].join('; ');

const HEADERS = {
	'content-security-policy': CONTENT_SECURITY_POLICY,
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	// Crews take pictures and say where they are; nothing else is asked of the machine.
	'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), display-capture=()',
};
/** A year: browsers that came by https once never try http again. */
const STRICT_TRANSPORT = { 'strict-transport-security': 'max-age=31536000' };

/** Puts the security headers on every answer. `isSecure`: browsers reach this server by https. What the API answers is kept by nobody. */
export function registerSecurityHeaders(
	app: FastifyInstance,
	{ isSecure = false }: { readonly isSecure?: boolean } = {},
): void {
	app.addHook('onRequest', async (request, reply) => {
		reply.headers({
			...HEADERS,
			...(isSecure ? STRICT_TRANSPORT : {}),
			...(request.url.startsWith('/api/') ? { 'cache-control': 'no-store' } : {}),
		});
	});
}
