import { createStore, type StoreApi } from 'zustand/vanilla';
import type { IncidentAssessment, IncidentRecord } from '../../domain/incident.ts';
import type { VehiclePosition } from '../../domain/topics.ts';
import type { Clock } from '../clock.ts';
import type { LiveFeed } from '../feed.ts';
import { createLiveStore, type LiveIncident, type LiveStore } from '../state/live-store.ts';
import { createValueFeed } from '../state/value-feed.ts';
import { findVehicleAt } from './find-vehicle-at.ts';
import { countTimes, type FoldedHistory, foldHistory, type IncidentHistory } from './fold-history.ts';
import { createReplayClock, type ReplayClock } from './replay-clock.ts';

/** A replay that was opened: the clock moves, and the store and the feed tell what was known then. */
export interface Replay {
	readonly history: IncidentHistory;
	readonly folded: FoldedHistory;
	readonly clock: ReplayClock;
	readonly live: LiveStore;
	readonly feed: LiveFeed;
	/** Why the assessment of then is not there; null = it is, or is being read. */
	readonly problem: StoreApi<{ readonly error: unknown }>;
	/** Events that left no readable record, as far as they were looked at; the record before it is shown. */
	readonly unread: StoreApi<{ readonly count: number }>;
	/** Ends clock, requests and what follows them. */
	destroy(): void;
}

export interface ReplayOptions {
	readonly history: IncidentHistory;
	/** GET /api/incidents/:id/assessment?revision=. */
	readonly readRevision: (id: string, revision: number, signal: AbortSignal) => Promise<IncidentAssessment>;
	/** Where it begins, ms; null = as the call came in. */
	readonly atMs: number | null;
	/** Version of the city data on screen. */
	readonly packVersion: string | null;
	readonly machine?: Clock;
}

/** Assessments kept at hand; each is some hundred kilobytes. */
const ASSESSMENTS_KEPT = 12;
/** Events whose records are read in one go, some milliseconds. */
const LOOK_AT_ONCE = 100;
/** So often what is shown follows the clock, ms of the clock. */
const FOLLOW_EVERY_MS = 100;
/** After a failure the same assessment is asked for again at the earliest. */
const RETRY_MS = 3000;

/** Opens a replay at rest. Nothing is read but the assessments that were the newest at the times that are shown. */
export function createReplay({ history, readRevision, atMs, packVersion, machine }: ReplayOptions): Replay {
	const { incidentId, fromMs, toMs, tracks, events } = history;
	const folded = foldHistory(history);
	// Before its first event there is nothing to show.
	const firstMs = Math.max(fromMs, folded.timesMs[0] ?? fromMs);
	const lastMs = Math.max(toMs, firstMs);
	const clock = createReplayClock({ fromMs: firstMs, toMs: lastMs, atMs: atMs ?? firstMs, machine });
	const live = createLiveStore();
	const vehicles = createValueFeed<VehiclePosition>();
	const problem = createStore<{ readonly error: unknown }>(() => ({ error: null }));
	const unread = createStore<{ readonly count: number }>(() => ({ count: 0 }));
	const assessments = new Map<number, IncidentAssessment>();
	const stop = new AbortController();
	let reading: number | null = null;
	let failedAtMs = Number.NEGATIVE_INFINITY;
	let toldMs = clock.nowMs();
	let toldCount = -1;

	live.setState({ connection: 'live', loaded: true, serverOffsetMs: 0, packVersion });

	function follow(): void {
		const nowMs = clock.nowMs();
		const { incident, ...lists } = folded.at(nowMs);
		const before = live.getState();
		const count = countTimes(folded.timesMs, nowMs);
		live.setState({
			...lists,
			lastMessageAtMs: nowMs,
			incidents: keep(before.incidents, join(incident)),
			// Who reads the log anew when something happened does so here too, and when it did not happen any more.
			...(count === toldCount ? {} : { changedSeq: { incident: events[count - 1]?.seq ?? 0 } }),
		});
		toldCount = count;
		const states = new Map(lists.units.map((unit) => [unit.id, unit.state]));
		// After a jump they do not drive to where they were then: they are there.
		if (Math.abs(nowMs - toldMs) > JUMP_MS * clock.run.getState().speed || nowMs < toldMs) vehicles.set([]);
		toldMs = nowMs;
		vehicles.set(
			tracks.flatMap((track) => {
				const place = findVehicleAt(track, nowMs);
				const { unitId: id, plate, type, demo } = track;
				return place ? [{ id, plate, type, demo, status: states.get(id) ?? '10', ...place }] : [];
			}),
		);
	}

	/** The incident with the assessment of then; while that is read, with the newest one before it that is at hand. */
	function join(record: IncidentRecord | undefined): LiveIncident | null {
		if (!record) return null;
		const wanted = record.assessed?.revision ?? null;
		if (wanted !== null && !assessments.has(wanted)) void read(wanted);
		const shown = wanted === null ? undefined : findUntil(wanted);
		return { ...record, assessment: shown?.assessment ?? null, assessmentRevision: shown?.revision ?? null };
	}

	function findUntil(revision: number): IncidentAssessment | undefined {
		const known = [...assessments.keys()].filter((other) => other <= revision);
		return known.length === 0 ? undefined : assessments.get(Math.max(...known));
	}

	async function read(revision: number): Promise<void> {
		if (reading !== null || performance.now() - failedAtMs < RETRY_MS) return;
		reading = revision;
		try {
			const kept = await readRevision(incidentId, revision, stop.signal);
			assessments.set(revision, kept);
			const [oldest] = assessments.keys();
			if (oldest !== undefined && assessments.size > ASSESSMENTS_KEPT) assessments.delete(oldest);
			problem.setState({ error: null });
		} catch (error) {
			if (stop.signal.aborted) return;
			failedAtMs = performance.now();
			problem.setState({ error });
		} finally {
			reading = null;
		}
		follow();
	}

	// All of a long history at once would hold up the page.
	function lookOn(): void {
		const found = folded.countUnread(LOOK_AT_ONCE);
		if (found === null) return;
		if (found > 0) unread.setState(({ count }) => ({ count: count + found }));
		looking = setTimeout(lookOn);
	}

	const stopFollowing = clock.subscribe(follow, FOLLOW_EVERY_MS);
	follow();
	let looking = setTimeout(lookOn);
	return {
		history,
		folded,
		clock,
		live,
		feed: {
			vehicles,
			setViewport() {},
			reconnectNow() {},
			close() {},
		},
		problem,
		unread,
		destroy() {
			stop.abort();
			clearTimeout(looking);
			stopFollowing();
			clock.destroy();
		},
	};
}

/** A longer step of the clock than this, at its speed, is a jump. */
const JUMP_MS = 2000;

/** The list that is held when it holds the same. */
function keep(held: readonly LiveIncident[], incident: LiveIncident | null): readonly LiveIncident[] {
	const [before] = held;
	if (!incident) return held.length === 0 ? held : [];
	// A record is another object with each of its events.
	const isSame =
		before !== undefined &&
		before.id === incident.id &&
		before.version === incident.version &&
		before.assessment === incident.assessment;
	return isSame ? held : [incident];
}
