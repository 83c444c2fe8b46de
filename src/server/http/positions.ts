import { ROUTES } from '../../domain/api.ts';
import { UnavailableError } from '../../domain/errors.ts';
import type { PositionBoard } from '../feed/position-board.ts';
import { requireAccess } from '../identity/require-access.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** 5,000 positions with long ids. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

/**
 * POST /api/positions: where units are, one batch. One unit that is not the caller's to tell of refuses the whole, and so does a server that
 * has not read yet which units there are (UnavailableError `positions/not-ready`).
 */
export function registerPositions(app: TypedApp, board: PositionBoard, isReady: () => boolean): void {
	addRoute(
		app,
		ROUTES.tellPositions,
		({ body: { positions }, request: { identity } }) => {
			if (!isReady()) {
				throw new UnavailableError(
					'positions/not-ready',
					'positions: got some before the stations are read, expected later',
				);
			}
			if (identity.districts !== null) {
				for (const { unitId } of positions) {
					const vehicle = board.find(unitId);
					if (vehicle) requireAccess(identity, 'position.write', { id: unitId, district: vehicle.district });
				}
			}
			return board.take(positions);
		},
		{ bodyLimit: BODY_LIMIT_BYTES },
	);
}
