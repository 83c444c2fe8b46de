import { assessPlace } from '../../analysis/alert/assess-place.ts';
import { SYSTEM_ACTOR } from '../../domain/access/identity.ts';
import type { Health } from '../../domain/api.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { describeError, NotFoundError } from '../../domain/errors.ts';
import type { IncidentAssessment, IncidentRecord } from '../../domain/incident.ts';
import type { City } from '../../domain/pack/city.ts';
import type { Change } from '../../domain/records/change.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import type { Station } from '../../domain/station.ts';
import type { TravelTable } from '../../domain/travel-table.ts';
import type { ServedPack } from '../follow-pack.ts';
import type { Store, WriteContext } from '../store/store.ts';
import { createAssessQueue } from './assess-queue.ts';
import { type AssessmentSources, createInputReader, type InputReader, isSameInputs } from './assessment-inputs.ts';
import { insertAssessment, packAssessment, readAssessment } from './assessment-table.ts';
import { lockIncident } from './lock-incident.ts';

/** Changes that come together are one: how long is waited for more after one of these. */
const SETTLE_MS = { other: 200, unit: 2000 } as const;
/** How often inputs are looked at without a change: a closure begins or ends, or an assessment failed. */
const LOOK_EVERY_MS = 10_000;
/** See AssessmentKeeperParts.livesAtLeastMs. Assumption, not sourced. */
const LIVES_AT_LEAST_MS = 3000;
const CONTEXT: WriteContext = { by: SYSTEM_ACTOR, from: 'assessment-keeper', idempotency: null };
const RECKONED_WITH = new Set(['closure', 'water', 'station']);

/**
 * Keeps the assessment of every open incident true: makes it, keeps each revision with what it was made of, says that it is out of date when
 * that changes, and makes it anew; one at a time, those that somebody waits for first, then of the newest incident. Of several server
 * processes one does it.
 */
export interface AssessmentKeeper {
	/** Begins to watch; until then assessments are made only when asked for. */
	start(): void;
	/** The newest, made now if it is out of date. null = it failed, which is told; or the incident is not open and has none. Never rejects. */
	assess(id: string): Promise<Assessment | null>;
	/** Has it assessed in its turn. */
	queue(id: string): void;
	/**
	 * One that was kept: the newest, or of a number. null = there is none yet.
	 * @throws NotFoundError `incident/unknown-revision`, UnavailableError `store/unavailable`
	 */
	read(record: IncidentRecord, revision?: number): Promise<IncidentAssessment | null>;
	/** An alarm is being taken: nothing is begun that nobody waits for. Returns its undo. */
	makeWay(): () => void;
	/** Open incidents whose assessment failed. */
	problems(): Health['problems'];
	stop(): Promise<void>;
}

export interface AssessmentKeeperParts {
	readonly store: Store;
	/** With the service's records laid over. */
	readonly pack: ServedPack;
	readonly service: ServiceTable;
	readonly table: TravelTable;
	readonly records: AssessmentSources;
	readonly nowMs: () => number;
	/** An assessment is not made again sooner, unless the incident itself changed: a city full of alarms is no endless loop. */
	readonly livesAtLeastMs?: number;
	/** Told of each new revision once in every process, whichever made it. */
	readonly onAssessed: (incidentId: string, revision: number, assessment: Assessment) => void;
	/** Told how long making one took, by the process that made it. */
	readonly onMade?: (tookMs: number) => void;
	/** Told in words of what failed. */
	readonly onProblem: (message: string) => void;
}

/** Makes the keeper; it does nothing by itself until it is started. */
export function createAssessmentKeeper(parts: AssessmentKeeperParts): AssessmentKeeper {
	const { store, pack, service, table, records, nowMs, onAssessed, onProblem } = parts;
	const { livesAtLeastMs = LIVES_AT_LEAST_MS, onMade } = parts;
	const lookAt = createInputReader(records, service, table);
	/** Open incidents, as last told. */
	const open = new Map<string, IncidentRecord>();
	/** The newest revision told here of each. */
	const told = new Map<string, number>();
	const failed = new Map<string, string>();
	const queue = createAssessQueue(assessOne);
	const undo: (() => void)[] = [];
	let timer: NodeJS.Timeout | undefined;
	let ticker: NodeJS.Timeout | undefined;
	/** Incidents to be looked at next. */
	let touched: Set<string> | 'all' = new Set();
	let dueMs = Number.POSITIVE_INFINITY;
	let looking: Promise<void> = Promise.resolve();
	let isStopped = false;

	const readMoment = async (city: City, atMs: number): Promise<InputReader> =>
		lookAt({ packVersion: city.manifest.version, stations: await readStations(city) }, atMs);

	/** Makes the assessment of an incident if there is none that is true, and gives it. null = there is nothing to give. */
	async function assessOne(id: string, isAwaited: boolean, pause: () => Promise<void>): Promise<Assessment | null> {
		try {
			const made = await lockIncident(store.pool, id, isAwaited, () => assessLocked(id, pause));
			failed.delete(id);
			return made;
		} catch (error) {
			const message = `assessment of incident ${id}: got ${describeError(error)}, expected an assessment; the incident stands`;
			if (failed.get(id) !== message) onProblem(message);
			failed.set(id, message);
			return null;
		}
	}

	async function assessLocked(id: string, pause: () => Promise<void>): Promise<Assessment | null> {
		const record = await store.read('incident', id);
		if (!record) return null;
		const { assessed } = record;
		if (record.closedAtMs !== null) return readKept(id, assessed?.revision);
		const readInputs = await pack.use((city) => readMoment(city, nowMs()));
		if (assessed && isSameInputs(assessed.inputs, readInputs(record).inputs)) {
			if (assessed.stale) await setStale(id, assessed.revision, false);
			return readKept(id, assessed.revision);
		}
		if (assessed) await setStale(id, assessed.revision, true);
		const madeAtMs = nowMs();
		const { assessment, inputs } = await pack.use(async (city) => {
			const { situation, closures, inputs } = (await readMoment(city, madeAtMs))(record);
			const startMs = performance.now();
			const assessment = await assessPlace(city, record, {
				nowMs: madeAtMs,
				closures,
				table,
				service,
				situation,
				clockMs: () => performance.now(),
				pause,
				onPartFailed: (part, error) => onProblem(`assessment of incident ${id}: ${part}: ${describeError(error)}`),
			});
			onMade?.(performance.now() - startMs);
			return { assessment, inputs };
		});
		const revision = (assessed?.revision ?? 0) + 1;
		const kept = { incidentId: id, revision, madeAtMs, inputs, body: await packAssessment(assessment) };
		const before = told.get(id);
		told.set(id, revision);
		try {
			if (!(await keep(kept))) return readKept(id, assessed?.revision);
		} catch (error) {
			if (before === undefined) told.delete(id);
			else told.set(id, before);
			throw error;
		}
		onAssessed(id, revision, assessment);
		return assessment;
	}

	/** Whether it was kept: not of an incident that was closed meanwhile. */
	function keep(kept: Parameters<typeof insertAssessment>[1]): Promise<boolean> {
		const { incidentId: id, revision, madeAtMs, inputs } = kept;
		return store.write(CONTEXT, async (tx) => {
			const now = await tx.read('incident', id);
			if (!now || now.closedAtMs !== null || (now.assessed?.revision ?? 0) !== revision - 1) return false;
			await insertAssessment(tx.client, kept);
			const assessed = { revision, madeAtMs, inputs, stale: false };
			await tx.append({ collection: 'incident', id, kind: 'incident/assessed', set: { assessed } });
			return true;
		});
	}

	async function setStale(id: string, revision: number, stale: boolean): Promise<void> {
		await store.write(CONTEXT, async (tx) => {
			const now = await tx.read('incident', id);
			if (!now?.assessed || now.closedAtMs !== null) return null;
			if (now.assessed.revision !== revision || now.assessed.stale === stale) return null;
			const assessed = { ...now.assessed, stale };
			const kind = stale ? 'incident/assessment-stale' : 'incident/assessed';
			await tx.append({ collection: 'incident', id, kind, set: { assessed } });
			return null;
		});
	}

	async function readKept(id: string, revision: number | undefined): Promise<Assessment | null> {
		return revision === undefined ? null : ((await readAssessment(store.pool, id, revision))?.assessment ?? null);
	}

	/** Looks at the incidents that changed, or at every open one: what is out of date is said at once, and waits for its turn. */
	async function look(changed: typeof touched): Promise<void> {
		const readInputs = await pack.use((city) => readMoment(city, nowMs()));
		const records = changed === 'all' ? [...open.values()] : [...changed].flatMap((id) => open.get(id) ?? []);
		// One may have been closed while its assessment failed.
		for (const id of failed.keys()) if (!open.has(id)) failed.delete(id);
		for (const record of records.sort(newestFirst)) {
			if (isStopped) return;
			const { id, assessed } = record;
			const { inputs } = readInputs(record);
			if (assessed && isSameInputs(assessed.inputs, inputs) && !assessed.stale) {
				failed.delete(id);
				continue;
			}
			if (assessed && !assessed.stale) await setStale(id, assessed.revision, true);
			const isChanged = assessed?.inputs.situation !== inputs.situation;
			const restMs = isChanged || !assessed ? 0 : assessed.madeAtMs + livesAtLeastMs - nowMs();
			// One made in the future was made by another clock.
			if (restMs > 0 && restMs <= livesAtLeastMs) lookIn(restMs, id);
			else queue.add(id, record.createdAtMs);
		}
	}

	/** Looks at one or all after a while, or sooner when that was asked for already. */
	function lookIn(ms: number, what: string | 'all'): void {
		if (what === 'all') touched = 'all';
		else if (touched !== 'all') touched.add(what);
		const atMs = performance.now() + ms;
		if (isStopped || atMs >= dueMs) return;
		clearTimeout(timer);
		dueMs = atMs;
		timer = setTimeout(() => {
			dueMs = Number.POSITIVE_INFINITY;
			const changed = touched;
			touched = new Set();
			looking = looking
				.then(() => look(changed))
				.catch((error: unknown) => onProblem(`assessments: got ${describeError(error)}, expected to look at them`));
		}, ms);
		timer.unref();
	}

	function take(record: IncidentRecord): void {
		const { id, assessed, closedAtMs } = record;
		if (closedAtMs === null) open.set(id, record);
		else {
			open.delete(id);
			failed.delete(id);
		}
		if (!assessed || assessed.stale || assessed.revision <= (told.get(id) ?? 0)) return;
		told.set(id, assessed.revision);
		readKept(id, assessed.revision)
			.then((assessment) => assessment && onAssessed(id, assessed.revision, assessment))
			.catch((error: unknown) => onProblem(`assessment of incident ${id}: got ${describeError(error)}, expected it`));
	}

	function hear(changes: readonly Change[]): void {
		for (const { collection, record } of changes) {
			if (collection === 'incident' && record) {
				const incident = record as unknown as IncidentRecord;
				take(incident);
				lookIn(SETTLE_MS.other, incident.id);
			} else if (collection === 'unit') lookIn(SETTLE_MS.unit, 'all');
			else if (RECKONED_WITH.has(collection)) lookIn(SETTLE_MS.other, 'all');
		}
	}

	async function load(): Promise<void> {
		for (const record of await store.list('incident', { where: { closedAtMs: null } })) {
			if (open.has(record.id)) continue;
			open.set(record.id, record);
			if (record.assessed && !told.has(record.id)) told.set(record.id, record.assessed.revision);
		}
	}

	return {
		start() {
			undo.push(
				store.onChanges(hear),
				pack.onSwitch(() => lookIn(0, 'all')),
			);
			looking = load().catch((error: unknown) =>
				onProblem(`assessments: got ${describeError(error)}, expected the open incidents`),
			);
			lookIn(0, 'all');
			ticker = setInterval(() => lookIn(0, 'all'), LOOK_EVERY_MS);
			ticker.unref();
		},
		assess: (id) => queue.ask(id),
		queue: (id) => queue.add(id, nowMs()),
		async read({ id, assessed }, revision = assessed?.revision) {
			if (revision === undefined) return null;
			const kept = await readAssessment(store.pool, id, revision);
			if (kept) return kept;
			throw new NotFoundError(
				'incident/unknown-revision',
				`incident ${id}: got revision ${revision}, expected one up to ${assessed?.revision ?? 0}`,
				{ context: { id, revision, newest: assessed?.revision ?? null } },
			);
		},
		makeWay: queue.makeWay,
		problems: () =>
			[...failed.values()].map((message) => ({ code: 'incident/assessment-failed', message, file: null })),
		async stop() {
			isStopped = true;
			clearTimeout(timer);
			clearInterval(ticker);
			for (const stop of undo.splice(0)) stop();
			await looking;
			await queue.stop();
		},
	};
}

/** Stations of a city; none where they cannot be read: the assessment says so itself. */
function readStations(city: City): Promise<readonly Station[]> {
	return city.readStations().catch(() => []);
}

function newestFirst(a: IncidentRecord, b: IncidentRecord): number {
	return b.createdAtMs - a.createdAtMs;
}
