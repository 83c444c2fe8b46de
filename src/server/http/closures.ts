import { ROUTES } from '../../domain/api.ts';
import { readCaller } from '../records/caller.ts';
import type { ClosureDesk } from '../records/closure-desk.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** A drawn shape of 2000 positions is some 80 KB. */
const BODY_LIMIT_BYTES = 256 * 1024;

/** The closures' routes of domain/api.ts, over the desk. */
export function registerClosures(app: TypedApp, desk: ClosureDesk): void {
	addRoute(app, ROUTES.closures, () => ({ closures: desk.list() }));
	addRoute(app, ROUTES.addClosure, ({ body, request }) => desk.add(body, readCaller(request)), {
		status: 201,
		bodyLimit: BODY_LIMIT_BYTES,
	});
	addRoute(app, ROUTES.liftClosure, ({ params, request }) => desk.lift(params.id, readCaller(request)));
}
