import { ROUTES } from '../../domain/api.ts';
import type { Metrics } from '../create-metrics.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** GET /api/metrics, as Prometheus reads it, and the count of every answer. */
export function registerMetrics(app: TypedApp, metrics: Metrics): void {
	app.addHook('onResponse', async (request, reply) => {
		const { method } = request;
		const route = request.routeOptions.url ?? 'none';
		metrics.countAnswer({ method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
	});
	addRoute(app, ROUTES.metrics, async ({ reply }) => {
		const text = await metrics.registry.metrics();
		await reply.type(metrics.registry.contentType).send(text);
		return text;
	});
}
