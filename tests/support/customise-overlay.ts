import type { VehicleNetwork } from '../../src/analysis/routing/network/vehicle-network.ts';
import { customiseInSlices, type Overlay } from '../../src/analysis/routing/overlay/overlay.ts';
import type { OverlayCells } from '../../src/analysis/routing/overlay/overlay-cells.ts';

/** Makes the overlay of a network in one go. */
export function customiseOverlay(cells: OverlayCells, network: VehicleNetwork): Overlay {
	const slices = customiseInSlices(cells, network);
	for (;;) {
		const step = slices.next();
		if (step.done) return step.value;
	}
}
