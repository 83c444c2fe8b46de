import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Bounds that the goals of the server lie between: 50 ms for an alarm kept, 500 ms for one assessed. Seconds. */
const HTTP_BOUNDS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What other parts know and are asked when the metrics are read. */
export interface MeasuredParts {
	readonly feed: () => { readonly clients: number; readonly dropped: number; readonly bytes: number };
	readonly positions: () => { readonly known: number; readonly taken: number };
	/** Passwords refused since the start. */
	readonly refusedSignIns: () => number;
	readonly pool: () => { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };
}

/** What is counted while the server runs. */
export interface Metrics {
	readonly registry: Registry;
	/** An answer was sent. `route`: its pattern, 'none' when there is no such route. */
	countAnswer(answer: {
		readonly method: string;
		readonly route: string;
		readonly status: number;
		readonly seconds: number;
	}): void;
	countChanges(changes: readonly { readonly collection: string }[]): void;
	countAssessment(seconds: number): void;
	/** Stops looking at the process. */
	stop(): void;
}

/** Everything that /api/metrics tells, names and units as Prometheus has them. */
export function createMetrics({ feed, positions, refusedSignIns, pool }: MeasuredParts): Metrics {
	const registry = new Registry();
	const registers = [registry];
	collectDefaultMetrics({ register: registry });
	const answers = new Histogram({
		name: 'fengtu_http_request_duration_seconds',
		help: 'Time to answer, by route and status',
		labelNames: ['method', 'route', 'status'],
		buckets: HTTP_BOUNDS_S,
		registers,
	});
	const changes = new Counter({
		name: 'fengtu_changes_total',
		help: 'Changed records that this process was told of, by collection',
		labelNames: ['collection'],
		registers,
	});
	const assessments = new Histogram({
		name: 'fengtu_assessment_duration_seconds',
		help: 'Time to make an assessment, by the process that made it',
		buckets: HTTP_BOUNDS_S,
		registers,
	});
	const ask = (name: string, help: string, read: () => number) =>
		new Gauge({
			name,
			help,
			registers,
			collect() {
				this.set(read());
			},
		});
	const askTotal = (name: string, help: string, read: () => number) =>
		new Counter({
			name,
			help,
			registers,
			collect() {
				this.reset();
				this.inc(read());
			},
		});
	askTotal('fengtu_sign_in_failures_total', 'Passwords that were refused: wrong, or after too many', refusedSignIns);
	ask('fengtu_feed_clients', 'Open lines of the live feed', () => feed().clients);
	askTotal('fengtu_feed_dropped_total', 'Lines ended because they did not keep up', () => feed().dropped);
	askTotal('fengtu_feed_bytes_total', 'Bytes given to lines of the feed', () => feed().bytes);
	ask('fengtu_positions_known', 'Units whose position is known', () => positions().known);
	askTotal('fengtu_positions_total', 'Positions taken', () => positions().taken);
	ask('fengtu_database_connections', 'Connections to the database', () => pool().totalCount);
	ask('fengtu_database_connections_idle', 'Connections that wait for work', () => pool().idleCount);
	ask('fengtu_database_waiting', 'Work that waits for a connection', () => pool().waitingCount);
	return {
		registry,
		countAnswer: ({ method, route, status, seconds }) =>
			answers.observe({ method, route, status: String(status) }, seconds),
		countChanges(told) {
			for (const { collection } of told) changes.inc({ collection });
		},
		countAssessment: (seconds) => assessments.observe(seconds),
		stop: () => registry.clear(),
	};
}
