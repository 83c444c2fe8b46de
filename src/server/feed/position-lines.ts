import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import type { VehiclePosition } from '../../domain/topics.ts';
import type { FeedClient } from './feed-client.ts';
import { type BoardVehicle, type PositionBoard, tellVehicle } from './position-board.ts';
import { createPositionTeller, type PositionLine, type PositionTellerParts } from './position-teller.ts';

/** Tells the feed's clients where vehicles are, each one those that it may see. The board listens as long as there is one to tell. */
export interface PositionLines {
	/** Where those are that somebody may see, as JSON clients are told; null = it may see none ever. */
	list(identity: Identity): VehiclePosition[] | null;
	/** null = it may see none ever. */
	join(mode: 'binary' | 'json', client: PositionLinesClient): PositionLine | null;
	close(): void;
}

/** One of the feed's clients. */
export interface PositionLinesClient {
	readonly identity: Identity;
	/** Whether it can be told now; what it cannot take it is told later. */
	readonly canTake: () => boolean;
	readonly send: FeedClient['send'];
}

/** Makes the lines, with nobody on them. */
export function createPositionLines(board: PositionBoard, stamp: PositionTellerParts['stamp']): PositionLines {
	const tellers = {
		binary: createPositionTeller({ board, mode: 'binary', stamp }),
		json: createPositionTeller({ board, mode: 'json', stamp }),
	};
	return {
		list(identity) {
			const maySee = seesVehicles(identity);
			return maySee && board.vehicles.filter((vehicle) => vehicle.isThere && maySee(vehicle)).map(tellVehicle);
		},
		join(mode, { identity, canTake, send }) {
			const maySee = seesVehicles(identity);
			if (maySee === null) return null;
			const line = tellers[mode].join({
				canTake,
				send: ({ bytes, isBinary }) => send(bytes, isBinary),
				maySee: maySee === seesAll ? null : maySee,
			});
			board.setListening(true);
			return {
				setBox: line.setBox,
				leave() {
					line.leave();
					if (tellers.binary.size + tellers.json.size === 0) board.setListening(false);
				},
			};
		},
		close() {
			tellers.binary.close();
			tellers.json.close();
		},
	};
}

function seesAll(): boolean {
	return true;
}

/** Which vehicles somebody may see; null = none. */
function seesVehicles(identity: Identity): ((vehicle: BoardVehicle) => boolean) | null {
	if (!mayDo(identity, 'unit.read')) return null;
	// The table gives persons all units or none; a machine's token may be of a district.
	if (identity.districts === null || mayDo(identity, 'unit.read', { district: '' })) return seesAll;
	return ({ known }) => mayDo(identity, 'unit.read', known);
}
