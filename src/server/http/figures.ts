import type { Pool } from 'pg';
import { mayDo } from '../../domain/access/may-do.ts';
import { ROUTES } from '../../domain/api.ts';
import { ARRIVALS_WITHIN_MS, countDay, type DayFigures } from '../../domain/records/day-figures.ts';
import { waterStateSchema } from '../../domain/water.ts';
import type { ServedPack } from '../follow-pack.ts';
import type { RecordOverlay } from '../records/record-overlay.ts';
import type { Store } from '../store/store.ts';
import { askDatabase } from '../store/store-error.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

export interface FiguresParts {
	readonly store: Store;
	/** With the records laid over it. */
	readonly pack: ServedPack;
	readonly overlay: Pick<RecordOverlay, 'listWater'>;
	readonly nowMs: () => number;
}

/** Records looked at, the newest first: a day of a large city many times over. */
const LOOKED_AT = { incidents: 3000, dispatches: 20_000 } as const;
/** Farther back alarms are not counted: what is looked at would not do. */
const LONGEST_MS = 2 * ARRIVALS_WITHIN_MS;

/** GET /api/figures/day: what a big screen says of the city. Cost: two index scans; the hydrants are counted anew only when they change. */
export function registerFigures(app: TypedApp, { store, pack, overlay, nowMs }: FiguresParts): void {
	let counted: { readonly of: string; readonly records: unknown; readonly hydrants: DayFigures['hydrants'] } | null =
		null;

	const countHydrants = async (): Promise<DayFigures['hydrants']> => {
		const { version, bounds } = pack.manifest;
		const records = overlay.listWater();
		if (counted?.of !== version || counted.records !== records) {
			const found = await pack.use((city) => city.findWaterIn(bounds));
			const hydrants = Object.fromEntries(
				waterStateSchema.options.map((state) => [
					state,
					found.filter((water) => water.kind.includes('hydrant') && water.state === state).length,
				]),
			) as DayFigures['hydrants'];
			counted = { of: version, records, hydrants };
		}
		return counted.hydrants;
	};

	addRoute(app, ROUTES.dayFigures, async ({ query, request }) => {
		const atMs = nowMs();
		const fromMs = Math.max(query.fromMs, atMs - LONGEST_MS);
		const [incidents, dispatches, hydrants, begunMs] = await Promise.all([
			store.list('incident', { limit: LOOKED_AT.incidents }),
			store.list('dispatch', { limit: LOOKED_AT.dispatches }),
			countHydrants(),
			askDatabase(() => readBegun(store.pool)),
		]);
		const seen = incidents.filter((record) => mayDo(request.identity, 'incident.read', record));
		const oldest = incidents.length < LOOKED_AT.incidents ? undefined : incidents.at(-1);
		const heldFromMs = Math.min(atMs, Math.max(fromMs, begunMs, oldest?.createdAtMs ?? 0));
		return { atMs, fromMs, heldFromMs, ...countDay(seen, dispatches, { fromMs, atMs }), hydrants };
	});
}

/** Since when alarms are kept here: since the records were begun, or, of restored ones, since their first event. */
async function readBegun(pool: Pool): Promise<number> {
	const { rows } = await pool.query<{ begunMs: number }>(
		`SELECT least((extract(epoch FROM made_at) * 1000)::float8, (SELECT at_ms FROM events ORDER BY seq LIMIT 1)::float8)
		AS "begunMs" FROM log_identity`,
	);
	return rows[0]?.begunMs ?? 0;
}
