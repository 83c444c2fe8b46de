import type { FastifyInstance } from 'fastify';
import type { Identity } from '../../src/domain/access/may-do.ts';
import type { NewAuditEntry } from '../../src/server/identity/audit-log.ts';

/** For tests of handlers: every request is of `identity()`; gives the list into which the audit is written. Nothing is refused. */
export function registerAs(app: FastifyInstance, identity: () => Identity): NewAuditEntry[] {
	const written: NewAuditEntry[] = [];
	app.decorateRequest('identity', { getter: identity });
	app.decorate('audit', {
		async write(entry) {
			written.push(entry);
		},
		list: async () => [],
	});
	return written;
}
