import { IDENTITY_ROUTES } from '../../domain/api/identity-routes.ts';
import type { AuditLog } from '../identity/audit-log.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** Who did and read what. */
export function registerAudit(app: TypedApp, audit: AuditLog): void {
	addRoute(app, IDENTITY_ROUTES.audit, async ({ query }) => ({ entries: await audit.list(query) }));
}
