import type { VehiclePosition } from '../../domain/topics.ts';
import type { DemoVehicles } from './demo-vehicles.ts';
import type { FeedHub } from './feed-hub.ts';

const STEP_MS = 1000;

/** Sends demo positions once a second while somebody listens. */
export interface DemoDriver {
	/** Where the vehicles are now; empty while there are none. */
	current(): VehiclePosition[];
	setListening(listening: boolean): void;
	/** Gives it its vehicles, once they are known. */
	setVehicles(vehicles: DemoVehicles): void;
	stop(): void;
}

/** Makes a driver without vehicles; it sends nothing until it has some and somebody listens. */
export function createDemoDriver(nowMs: () => number, send: FeedHub['sendVehicles']): DemoDriver {
	let vehicles: DemoVehicles | null = null;
	let isListening = false;
	let timer: ReturnType<typeof setInterval> | undefined;

	function restart(): void {
		clearInterval(timer);
		const driven = vehicles;
		if (isListening && driven) timer = setInterval(() => send(driven.at(nowMs())), STEP_MS);
	}

	return {
		current: () => vehicles?.at(nowMs()) ?? [],
		setListening(listening) {
			isListening = listening;
			restart();
		},
		setVehicles(given) {
			vehicles = given;
			restart();
		},
		stop: () => clearInterval(timer),
	};
}
