import { type Health, ROUTES } from '../../domain/api.ts';
import type { ServedPack } from '../follow-pack.ts';
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
	const { path, response } = ROUTES.health;
	app.get(path, { schema: { response: { 200: response } } }, async () => {
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
