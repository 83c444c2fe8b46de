import { IDENTITY_ROUTES } from '../../domain/api/identity-routes.ts';
import type { UserDesk } from '../identity/user-desk.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';
import { readWriteContext } from './write-context.ts';

/** Who may sign in. */
export function registerUsers(app: TypedApp, { users }: { readonly users: UserDesk }): void {
	addRoute(app, IDENTITY_ROUTES.users, async () => ({ users: await users.list() }));

	addRoute(
		app,
		IDENTITY_ROUTES.addUser,
		({ body: { password, ...user }, request }) =>
			users.add(readSecretContext(request, password), {
				...user,
				external: null,
				password: password ?? null,
				mustChangePassword: password !== undefined,
			}),
		{ status: 201 },
	);

	addRoute(app, IDENTITY_ROUTES.changeUser, ({ params, body, request }) =>
		users.change(readSecretContext(request, body.password), params.id, body),
	);
}

/** What is kept of a request under its Idempotency-Key is a fast hash: one with a password in it is not kept. A taken login refuses repeats. */
function readSecretContext(request: Parameters<typeof readWriteContext>[0], password: string | undefined) {
	const context = readWriteContext(request);
	return password === undefined ? context : { ...context, idempotency: null };
}
