import { ROUTES } from '../../domain/api.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** What must be there before an alarm can be taken. */
export interface ReadyCheck {
	readonly name: string;
	/** `detail`: why not, or what it is. */
	readonly check: () => Promise<{ readonly ok: boolean; readonly detail: string }>;
}

/** GET /api/ready: can the server take alarms now? 503 with the same body when not. */
export function registerReady(app: TypedApp, checks: readonly ReadyCheck[]): void {
	addRoute(app, ROUTES.ready, async ({ reply }) => {
		const told = await Promise.all(checks.map(async ({ name, check }) => ({ name, ...(await check()) })));
		const ready = told.every(({ ok }) => ok);
		const answer = { ready, checks: told };
		if (!ready) await reply.code(503).header('retry-after', '2').send(answer);
		return answer;
	});
}
