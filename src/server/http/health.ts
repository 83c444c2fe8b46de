import { type Health, ROUTES } from '../../domain/api.ts';
import type { ServedPack } from '../follow-pack.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** GET /api/health: is the server well, and which pack does it serve? `findProblems` is asked each time; any problem means degraded. */
export function registerHealth(
	app: TypedApp,
	{
		pack,
		version,
		findProblems,
	}: { pack: ServedPack; version: string; findProblems: () => Promise<Health['problems']> },
): void {
	addRoute(app, ROUTES.health, async () => {
		const problems = await findProblems();
		const { name, version: packVersion, counts, synthetic } = pack.manifest;
		return {
			status: problems.length === 0 ? ('ok' as const) : ('degraded' as const),
			version,
			pack: { name, version: packVersion, buildings: counts.buildings, synthetic },
			problems,
		};
	});
}
