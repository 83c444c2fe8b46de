import { ROUTES } from '../../domain/api.ts';
import type { UnitDesk } from '../incidents/unit-desk.ts';
import { addRoute } from './add-route.ts';
import { readCaller } from './caller.ts';
import type { TypedApp } from './typed-app.ts';

/** The units' and dispatches' routes of domain/api.ts, over the desk. */
export function registerUnits(app: TypedApp, desk: UnitDesk): void {
	addRoute(app, ROUTES.units, async ({ request }) => ({ units: await desk.list(request.identity) }));
	addRoute(app, ROUTES.setUnitState, ({ params, body, request }) =>
		desk.setState(readCaller(request), params.id, body),
	);
	addRoute(app, ROUTES.dispatches, async ({ params, request }) => ({
		dispatches: await desk.listDispatches(request.identity, params.id),
	}));
	addRoute(
		app,
		ROUTES.dispatchUnits,
		async ({ params, body, request }) => ({
			dispatches: await desk.order(readCaller(request), params.id, body),
		}),
		{ status: 201 },
	);
	addRoute(app, ROUTES.recallUnits, ({ params, body, request }) =>
		desk.recall(readCaller(request), params.id, body.dispatchIds),
	);
	addRoute(app, ROUTES.setDispatchTimes, ({ params, body, request }) =>
		desk.setTimes(readCaller(request), params.id, body),
	);
}
