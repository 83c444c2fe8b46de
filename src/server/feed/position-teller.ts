import { MAX_FRAME_NO, POSITION_FRAME, writeFrameHeader, writeFramePosition } from '../../domain/position-frame.ts';
import { type BoardVehicle, type PositionBoard, tellVehicle } from './position-board.ts';
import { createPositionView, type FeedBox, type PositionView, type VehicleNews } from './position-view.ts';

/** Between two steps to clients of a kind: short for pages, longer for tools that read JSON. */
const STEP_MS = { binary: 150, json: 1000 } as const;
/** What comes in within so short a time after a quiet one goes out together. */
const GATHER_MS = 10;

/** A message made ready: text as bytes, or a frame. */
export interface ReadyMessage {
	readonly bytes: Uint8Array;
	readonly isBinary: boolean;
}

/** Who is told of positions. */
export interface PositionClient {
	/** Whether it can take more now; what it cannot take it is told later, at one go. */
	canTake(): boolean;
	send(message: ReadyMessage): void;
	/** null = all vehicles. */
	readonly maySee: ((vehicle: BoardVehicle) => boolean) | null;
}

/** One client's line to the teller. */
export interface PositionLine {
	setBox(box: FeedBox | null): void;
	leave(): void;
}

/** Tells clients of one kind where vehicles are. */
export interface PositionTeller {
	/** It is told of all in its box soon, and of nothing before. */
	join(client: PositionClient): PositionLine;
	readonly size: number;
	close(): void;
}

export interface PositionTellerParts {
	readonly board: PositionBoard;
	readonly mode: 'binary' | 'json';
	/** Numbers and time of the next message. */
	readonly stamp: () => { readonly seq: number; readonly serverTimeMs: number };
}

/**
 * Makes a teller. Clients that see all get the same bytes; others are filtered one by one, by what moved since the last step. It steps at
 * once after a quiet time, then at most every 150 ms (JSON: every second).
 */
export function createPositionTeller({ board, mode, stamp }: PositionTellerParts): PositionTeller {
	const { vehicles } = board;
	const clients = new Map<PositionClient, PositionView>();
	/** Of one who sees all and misses nothing. */
	const whole = createPositionView(vehicles, null);
	let moved = new Set<BoardVehicle>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isDue = false;

	function ask(): void {
		isDue = true;
		timer ??= setTimeout(step, GATHER_MS);
	}

	function rest(): void {
		timer = undefined;
		if (isDue) step();
	}

	function step(): void {
		isDue = false;
		timer = setTimeout(rest, STEP_MS[mode]);
		const news = [...moved];
		moved = new Set();
		if (clients.size === 0) {
			whole.miss();
			return;
		}
		const common = once(whole, news);
		const opening = once(createPositionView(vehicles, null), []);
		for (const [client, view] of clients) {
			if (!client.canTake()) {
				view.miss();
				ask();
				continue;
			}
			const shared =
				view.box !== null || client.maySee !== null ? null : !view.isBehind ? common : view.isNew ? opening : null;
			const wasBehind = view.isBehind;
			const ready = shared ? shared.read() : encodeNews(view.next(news), wasBehind);
			for (const message of ready) client.send(message);
			if (shared) view.copy(shared.view);
		}
		common.settle();
	}

	/** What a view is told, made ready when it is first asked for. */
	function once(view: PositionView, news: readonly BoardVehicle[]) {
		const wasBehind = view.isBehind;
		let told: VehicleNews | undefined;
		let ready: ReadyMessage[] | undefined;
		const settle = () => {
			told ??= view.next(news);
			return told;
		};
		return {
			view,
			settle,
			read: () => {
				ready ??= encodeNews(settle(), wasBehind);
				return ready;
			},
		};
	}

	/** `isFirst`: told even when there is nothing to tell, so that the reader knows that there is nothing. */
	function encodeNews({ fleet, placed, gone }: VehicleNews, isFirst: boolean): ReadyMessage[] {
		const messages: ReadyMessage[] = [];
		const { seq, serverTimeMs } = stamp();
		const tell = (kind: string, rest: object) =>
			messages.push({ bytes: Buffer.from(JSON.stringify({ kind, seq, serverTimeMs, ...rest })), isBinary: false });
		if (mode === 'json') {
			if (placed.length > 0 || isFirst) tell('vehicles', { vehicles: placed.map(tellVehicle) });
		} else {
			const framed = placed.length > 0 && vehicles.length > MAX_FRAME_NO ? placed.filter(fitsFrame) : placed;
			const beyond = framed === placed ? [] : placed.filter((vehicle) => !fitsFrame(vehicle));
			const named = fleet.filter(fitsFrame);
			if (named.length > 0) {
				tell('fleet', {
					fleet: named.map(({ no, id, demo, known: { plate, type, status } }) => ({
						no,
						id,
						plate,
						type,
						status,
						demo,
					})),
				});
			}
			for (let at = 0; at < framed.length || (isFirst && at === 0); at += MAX_FRAME_NO) {
				messages.push(encodeFrame(framed.slice(at, at + MAX_FRAME_NO), seq, serverTimeMs));
			}
			if (beyond.length > 0) tell('vehicles', { vehicles: beyond.map(tellVehicle) });
		}
		if (gone.length > 0) tell('gone', { ids: gone });
		return messages;
	}

	const stopHearing = board.onMoved((given) => {
		for (const vehicle of given) moved.add(vehicle);
		ask();
	});
	return {
		get size() {
			return clients.size;
		},
		join(client) {
			const view = createPositionView(vehicles, client.maySee);
			clients.set(client, view);
			ask();
			return {
				setBox(box) {
					view.setBox(box);
					ask();
				},
				leave: () => {
					clients.delete(client);
				},
			};
		},
		close() {
			clearTimeout(timer);
			stopHearing();
			clients.clear();
		},
	};
}

function fitsFrame({ no }: BoardVehicle): boolean {
	return no <= MAX_FRAME_NO;
}

function encodeFrame(placed: readonly BoardVehicle[], seq: number, serverTimeMs: number): ReadyMessage {
	const bytes = new Uint8Array(POSITION_FRAME.headerBytes + placed.length * POSITION_FRAME.vehicleBytes);
	const view = new DataView(bytes.buffer);
	writeFrameHeader(view, placed.length, { serverTimeMs, seq });
	placed.forEach((vehicle, rank) => {
		writeFramePosition(view, rank, vehicle, serverTimeMs);
	});
	return { bytes, isBinary: true };
}
