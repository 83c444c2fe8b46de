import { ROUTES } from '../../domain/api.ts';
import type { PositionBoard } from '../feed/position-board.ts';
import { requireAccess } from '../identity/require-access.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** 5,000 positions with long ids. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

/** POST /api/positions: where units are, one batch. One unit that is not the caller's to tell of refuses the whole. */
export function registerPositions(app: TypedApp, board: PositionBoard): void {
	addRoute(
		app,
		ROUTES.tellPositions,
		({ body: { positions }, request: { identity } }) => {
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
