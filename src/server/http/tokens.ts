import { IDENTITY_ROUTES } from '../../domain/api/identity-routes.ts';
import type { AuditLog } from '../identity/audit-log.ts';
import type { TokenBook } from '../identity/token-book.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** Tokens of machines. */
export function registerTokens(
	app: TypedApp,
	{ tokens, audit }: { readonly tokens: TokenBook; readonly audit: AuditLog },
): void {
	addRoute(app, IDENTITY_ROUTES.tokens, async () => ({ tokens: await tokens.list() }));

	addRoute(
		app,
		IDENTITY_ROUTES.addToken,
		async ({ body, request }) => {
			const token = await tokens.add(body);
			await audit.write({
				by: request.identity.actor,
				from: request.ip,
				what: 'token/added',
				about: `token/${token.id}`,
				outcome: 'done',
			});
			return token;
		},
		{ status: 201 },
	);

	addRoute(app, IDENTITY_ROUTES.revokeToken, async ({ params, request }) => {
		await tokens.revoke(params.id);
		await audit.write({
			by: request.identity.actor,
			from: request.ip,
			what: 'token/revoked',
			about: `token/${params.id}`,
			outcome: 'done',
		});
		return null;
	});
}
