import { z } from 'zod';
import { ROUTES } from '../../domain/api.ts';
import type { ClosureDesk } from '../closure-desk.ts';
import type { TypedApp } from './typed-app.ts';

const params = z.object({ id: z.string().min(1).max(40) });
/** A drawn shape of 2000 positions is some 80 KB. */
const BODY_LIMIT_BYTES = 256 * 1024;

/** The closures' routes of domain/api.ts, over the desk. */
export function registerClosures(app: TypedApp, desk: ClosureDesk): void {
	const { closures, addClosure, liftClosure } = ROUTES;
	app.get(closures.path, { schema: { response: { 200: closures.response } } }, async () => ({
		closures: desk.list(),
	}));
	app.post(
		addClosure.path,
		{ bodyLimit: BODY_LIMIT_BYTES, schema: { body: addClosure.body, response: { 201: addClosure.response } } },
		async (request, reply) => reply.code(201).send(await desk.add(request.body)),
	);
	app.post(liftClosure.path, { schema: { params, response: { 200: liftClosure.response } } }, (request) =>
		desk.lift(request.params.id),
	);
}
