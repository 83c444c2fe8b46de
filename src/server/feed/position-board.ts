import { describeError } from '../../domain/errors.ts';
import type { VehiclePosition } from '../../domain/topics.ts';
import type { Store } from '../store/store.ts';
import type { DemoVehicles } from './demo-vehicles.ts';
import { keepPositions, type PositionReport, readKeptPositions } from './position-keep.ts';
import { readRelayText, writeRelayTexts } from './position-relay.ts';

/** A vehicle that has been silent for so long is shown no more. */
const GONE_AFTER_S = 600;
const KEEP_EVERY_S = 10;
/** Positions of so long a time go to other processes together. */
const RELAY_AFTER_MS = 100;
const CHANNEL = 'positions';

/** What is known of a vehicle beside its place. */
export interface KnownVehicle {
	readonly plate: string;
	readonly type: string;
	/** GA/T 974.39 duty status, two digits. */
	readonly status: string;
	readonly district: string | null;
}

/** A vehicle on the board. The same object as long as the server runs; its number never changes. */
export interface BoardVehicle {
	readonly no: number;
	readonly id: string;
	readonly demo: boolean;
	readonly known: KnownVehicle;
	/** WGS84. */
	readonly lon: number;
	readonly lat: number;
	readonly headingDeg: number;
	readonly speedMps: number;
	readonly observedAtMs: number;
	/** false = silent too long: not to be shown. */
	readonly isThere: boolean;
	/** Grows when `known` or `demo` changes. */
	readonly saying: number;
}

export interface PositionBoardParts {
	readonly store: Store;
	readonly nowMs: () => number;
	/** The vehicle of an id as the service knows it now; undefined = there is none. */
	readonly findVehicle: (id: string) => KnownVehicle | undefined;
	readonly onProblem: (message: string) => void;
}

type MovedListener = (moved: readonly BoardVehicle[], isOwn: boolean) => void;

/** How a batch was taken. */
export interface TakenPositions {
	readonly taken: number;
	/** Ids of which no vehicle is known; each once. */
	readonly unknown: string[];
	/** Not newer than what was known. */
	readonly older: number;
}

/** Where every vehicle is: the newest position of each, whichever server process was told it. */
export interface PositionBoard {
	/** By number. */
	readonly vehicles: readonly BoardVehicle[];
	/** What is known of a vehicle, whether or not it is on the board; undefined = there is none. */
	readonly find: PositionBoardParts['findVehicle'];
	/** Takes positions in and passes them on to other processes. A time later than now is taken as now. */
	take(batch: readonly PositionReport[]): TakenPositions;
	/**
	 * Calls back at once when positions came in, with their vehicles; also with those that are there no more. `isOwn`: not told by another
	 * server process. Returns its undo.
	 */
	onMoved(listener: MovedListener): () => void;
	/** Made-up vehicles drive while somebody listens; null = none do. A vehicle that really tells where it is is never made up. */
	setDemo(demo: DemoVehicles | null): void;
	setListening(listening: boolean): void;
	/** Asks again what is known of each vehicle: units, stations or the city changed. */
	refreshVehicles(): void;
	/** `known`: vehicles that are there now; `taken`: positions taken since the start, of this process and others. */
	stats(): { readonly known: number; readonly taken: number };
	/** Keeps the last positions and stops. Safe to call twice. */
	close(): Promise<void>;
}

type Entry = { -readonly [K in keyof BoardVehicle]: BoardVehicle[K] } & {
	/** The board's own count of seconds when it was heard of last: no clock that is set can make it silent. */
	heardS: number;
	/** Told to this process itself and not kept yet. */
	isToKeep: boolean;
};

/** Makes the board with the positions that an earlier run kept, at their real age. @throws UnavailableError `store/unavailable` */
export async function createPositionBoard(parts: PositionBoardParts): Promise<PositionBoard> {
	const { store, nowMs, findVehicle, onProblem } = parts;
	const entries: Entry[] = [];
	const byId = new Map<string, Entry>();
	const listeners = new Set<MovedListener>();
	let demo: DemoVehicles | null = null;
	let isListening = false;
	let seconds = 0;
	let keeping: Promise<void> | null = null;
	let isClosed = false;
	let takenInAll = 0;
	const toRelay = new Set<Entry>();
	let relayTimer: ReturnType<typeof setTimeout> | undefined;

	function relay(moved: readonly Entry[]): void {
		for (const entry of moved) toRelay.add(entry);
		if (toRelay.size === 0) return;
		relayTimer ??= setTimeout(() => {
			relayTimer = undefined;
			for (const text of writeRelayTexts([...toRelay].map(toReport), nowMs())) store.tell(CHANNEL, text);
			toRelay.clear();
		}, RELAY_AFTER_MS);
	}

	function tell(moved: readonly BoardVehicle[], isOwn = true): void {
		if (moved.length > 0) for (const listener of listeners) listener(moved, isOwn);
	}

	function put(position: PositionReport, known: KnownVehicle, isDemo: boolean): Entry {
		const { unitId: id, lon, lat, headingDeg, speedMps, observedAtMs } = position;
		const at = { lon, lat, headingDeg, speedMps, observedAtMs, demo: isDemo, heardS: seconds, isThere: true };
		const entry = byId.get(id);
		if (!entry) {
			const added: Entry = { no: entries.length, id, known, saying: 1, isToKeep: false, ...at };
			entries.push(added);
			byId.set(id, added);
			return added;
		}
		if (entry.demo !== isDemo || !isSameVehicle(entry.known, known)) entry.saying += 1;
		return Object.assign(entry, at, { known });
	}

	/** Newer than what is known? A known time that lies ahead of the clock was of a clock since set back, and says nothing. */
	function isOlder(entry: Entry | undefined, observedAtMs: number, now: number): boolean {
		return entry !== undefined && !entry.demo && observedAtMs <= entry.observedAtMs && entry.observedAtMs <= now;
	}

	function takeIn(batch: readonly PositionReport[], isOwn: boolean): TakenPositions & { readonly moved: Entry[] } {
		const now = nowMs();
		const moved = new Set<Entry>();
		const unknown = new Set<string>();
		let taken = 0;
		let older = 0;
		for (const position of batch) {
			const known = findVehicle(position.unitId);
			if (!known) {
				unknown.add(position.unitId);
				continue;
			}
			const observedAtMs = Math.min(position.observedAtMs, now);
			if (isOlder(byId.get(position.unitId), observedAtMs, now)) {
				older += 1;
				continue;
			}
			const entry = put({ ...position, observedAtMs }, known, false);
			entry.isToKeep ||= isOwn;
			moved.add(entry);
			taken += 1;
		}
		takenInAll += taken;
		return { taken, unknown: [...unknown], older, moved: [...moved] };
	}

	function driveDemo(): Entry[] {
		if (!demo || !isListening) return [];
		return demo.at(nowMs()).flatMap((vehicle) => {
			const entry = byId.get(vehicle.id);
			if (entry?.isThere && !entry.demo) return [];
			const { plate, type, status } = vehicle;
			return [put({ ...vehicle, unitId: vehicle.id }, { plate, type, status, district: null }, true)];
		});
	}

	function keep(): Promise<void> {
		const own = entries.filter(({ isToKeep }) => isToKeep);
		if (keeping || own.length === 0) return keeping ?? Promise.resolve();
		for (const entry of own) entry.isToKeep = false;
		keeping = keepPositions(store.pool, own.map(toReport))
			.catch((error: unknown) => {
				for (const entry of own) entry.isToKeep = true;
				onProblem(`positions: got ${describeError(error)}, expected to keep ${own.length}; tried again`);
			})
			.finally(() => {
				keeping = null;
			});
		return keeping;
	}

	/** Kept by an earlier run, of vehicles that are not known yet: stations may still be on their way. */
	let unplaced = await readKeptPositions(store.pool, nowMs() - GONE_AFTER_S * 1000);

	/** Puts the kept positions of vehicles that are known by now, unless something newer is. */
	function placeKept(): Entry[] {
		const placed: Entry[] = [];
		unplaced = unplaced.filter((position) => {
			const known = findVehicle(position.unitId);
			const ageS = Math.max(0, (nowMs() - position.observedAtMs) / 1000);
			if (known && !byId.has(position.unitId) && ageS <= GONE_AFTER_S) {
				const entry = put(position, known, false);
				entry.heardS = seconds - ageS;
				placed.push(entry);
			}
			return known === undefined;
		});
		return placed;
	}

	placeKept();
	const stopHearing = store.onTold(CHANNEL, (text) => {
		try {
			tell(takeIn(readRelayText(text), false).moved, false);
		} catch (error) {
			onProblem(`positions: another process: ${describeError(error)}`);
		}
	});
	const timer = setInterval(() => {
		seconds += 1;
		const silent = entries.filter((entry) => entry.isThere && seconds - entry.heardS > GONE_AFTER_S);
		for (const entry of silent) entry.isThere = false;
		tell([...silent, ...driveDemo()]);
		if (seconds % KEEP_EVERY_S === 0) void keep();
	}, 1000);

	return {
		vehicles: entries,
		find: findVehicle,
		take(batch) {
			const { moved, ...answer } = takeIn(batch, true);
			tell(moved);
			relay(moved);
			return answer;
		},
		onMoved(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		setDemo(given) {
			demo = given;
			const left = entries.filter((entry) => entry.demo && entry.isThere);
			for (const entry of left) entry.isThere = false;
			// Those that go on driving come back in the same breath.
			tell([...new Set([...left, ...driveDemo()])]);
		},
		setListening(listening) {
			isListening = listening;
			if (listening) tell(driveDemo());
		},
		refreshVehicles() {
			const changed = entries.filter((entry) => {
				if (entry.demo) return false;
				const known = findVehicle(entry.id);
				if (known && isSameVehicle(entry.known, known)) return false;
				if (known) Object.assign(entry, { known, saying: entry.saying + 1 });
				else entry.isThere = false;
				return true;
			});
			tell([...changed, ...placeKept()]);
		},
		stats: () => ({ known: entries.filter(({ isThere }) => isThere).length, taken: takenInAll }),
		async close() {
			if (isClosed) return;
			isClosed = true;
			clearInterval(timer);
			clearTimeout(relayTimer);
			stopHearing();
			await keeping;
			await keep();
		},
	};
}

/** As the feed tells it in JSON. */
export function tellVehicle(vehicle: BoardVehicle): VehiclePosition {
	const { id, known, lon, lat, headingDeg, speedMps, observedAtMs, demo } = vehicle;
	const { plate, type, status } = known;
	return { id, plate, type, lon, lat, headingDeg, speedMps, status, observedAtMs, demo };
}

function toReport({ id, lon, lat, headingDeg, speedMps, observedAtMs }: BoardVehicle): PositionReport {
	return { unitId: id, lon, lat, headingDeg, speedMps, observedAtMs };
}

function isSameVehicle(a: KnownVehicle, b: KnownVehicle): boolean {
	return a.plate === b.plate && a.type === b.type && a.status === b.status && a.district === b.district;
}
