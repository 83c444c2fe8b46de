import { decodePositionFrame } from '../domain/position-frame.ts';
import type { Feed, FeedMessage, VehiclePosition } from '../domain/topics.ts';
import { createValueFeed } from './state/value-feed.ts';

type FleetEntry = Extract<FeedMessage, { kind: 'fleet' }>['fleet'][number];

/** Where vehicles are, put together from frames, messages and what their numbers stand for. */
export interface LiveVehicles {
	readonly feed: Feed<VehiclePosition>;
	/** The line was opened anew: numbers mean nothing any more, and the next positions are all there are. */
	restart(): void;
	takeFrame(bytes: Uint8Array): void;
	take(message: Extract<FeedMessage, { kind: 'vehicles' | 'fleet' | 'gone' }>): void;
	/** All there are, of a snapshot. */
	replace(vehicles: readonly VehiclePosition[]): void;
}

/** Makes it without vehicles. Those of a line that broke stay as they were until the next one tells of any. */
export function createLiveVehicles(): LiveVehicles {
	const feed = createValueFeed<VehiclePosition>();
	const fleet = new Map<number, FleetEntry>();
	let known = new Map<string, VehiclePosition>();

	const publish = () => feed.set([...known.values()]);

	return {
		feed,
		restart() {
			fleet.clear();
			known = new Map();
		},
		takeFrame(bytes) {
			for (const { no, lon, lat, headingDeg, speedMps, observedAtMs } of decodePositionFrame(bytes).positions) {
				const entry = fleet.get(no);
				if (!entry) continue;
				const { id, plate, type, status, demo } = entry;
				known.set(id, { id, plate, type, status, demo, lon, lat, headingDeg, speedMps, observedAtMs });
			}
			publish();
		},
		take(message) {
			if (message.kind === 'fleet') {
				for (const entry of message.fleet) {
					fleet.set(entry.no, entry);
					const { no: _, ...is } = entry;
					const there = known.get(entry.id);
					if (there) known.set(entry.id, { ...there, ...is });
				}
				publish();
				return;
			}
			if (message.kind === 'vehicles') for (const vehicle of message.vehicles) known.set(vehicle.id, vehicle);
			else for (const id of message.ids) known.delete(id);
			publish();
		},
		replace(vehicles) {
			known = new Map(vehicles.map((vehicle) => [vehicle.id, vehicle]));
			publish();
		},
	};
}
