import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import type { SideLimits } from '../../alert/list-sides.ts';

/** What makes a side of a building, as in the assessment (rule A7). */
export function readSideLimits(values: ServiceValues): SideLimits {
	return { turnDeg: values['side.turnDeg'], jogM: values['side.jogM'], jogShare: values['side.jogShare'] };
}
